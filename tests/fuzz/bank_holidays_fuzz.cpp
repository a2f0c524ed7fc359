// Any bytes as GOV.UK's bank holidays: there are dates or located errors, and what was read are days of the calendar, each
// once, with names that show.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "base/visible_text.h"
#include "settings/sections.h"

using namespace termwise;

namespace {

void require(bool condition) {
  if (!condition) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view content(reinterpret_cast<const char*>(data), size);
  std::vector<Error> errors;
  settings::Report report("calendars/a.json", errors);
  settings::SharedDates dates;
  settings::read_bank_holidays(content, "calendars/a.json", report, dates);
  require(!errors.empty() || !dates.bank_holidays.empty());
  const auto lines = static_cast<std::uint32_t>(std::count(content.begin(), content.end(), '\n')) + 1;
  for (const auto& error : errors) require(error.where && error.where->line >= 1 && error.where->line <= lines);
  require(dates.bank_holidays.size() == dates.bank_holiday_places.size());
  for (const auto& holiday : dates.bank_holidays)
    require(holiday.day.ok() && !holiday.name.empty() && !hidden_character(holiday.name));
  return 0;
}
