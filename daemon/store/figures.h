// Figures for monitoring, all of one moment. Read only.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "store/database.h"

namespace termwise::store {

struct Figure {
  std::string family;  // "occurrences"
  std::string la;      // of last_success and last_failure, where it is one LA's
  std::string key;     // a state or a job; empty where the family has one figure
  double value = 0;    // seconds and moments in seconds, everything else a count
};
// By family, LA and key.
Result<std::vector<Figure>> read_figures(Reader& reader);

}  // namespace termwise::store
