#include "targets/round.h"

#include <algorithm>

#include "reminders/days.h"

namespace termwise::targets {

Round round_of(const Facts& facts) {
  Round round;
  round.today = facts.reference_day();
  round.autumn = reminders::academic_year_of(round.today) - 1;
  round.results = round.autumn + 2;
  round.latest = std::min(facts.year(), round.autumn);
  round.deadline = std::chrono::year(round.autumn) / std::chrono::December / 31;
  return round;
}

}  // namespace termwise::targets
