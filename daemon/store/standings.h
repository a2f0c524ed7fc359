// How each LA stands: what its rules say of the latest year, and which job comes next. Read only.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "base/ids.h"
#include "base/result.h"
#include "store/database.h"
#include "store/planning.h"

namespace termwise::store {

// The findings of one rule for one LA, of the latest year for which it has a standard.
struct Standing {
  LaCode la;
  std::string rule;
  AcademicYear year;
  RunId run;
  std::vector<std::pair<std::string, std::int64_t>> outcomes;  // each with its number of findings
};
Result<std::vector<Standing>> list_standings(Reader& reader);  // by LA and rule

struct NextOccurrence {
  LaCode la;
  std::string job;
  std::string schedule;
  std::string period;
  Instant due;
  bool overdue = false;
};
// Of each LA that has one the occurrence that is due first; by LA.
Result<std::vector<NextOccurrence>> next_of_each_la(Reader& reader);

}  // namespace termwise::store
