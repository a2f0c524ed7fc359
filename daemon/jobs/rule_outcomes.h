// The outcomes that a rule may give, most important first, as the plugin of a run declared them.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/ids.h"
#include "store/database.h"

namespace termwise::jobs {

class RuleOutcomes {
 public:
  explicit RuleOutcomes(store::Reader& reader) : reader_(reader) {}
  // Empty where the run or its plugin's manifest cannot be read: no outcome is then more important than another.
  const std::vector<std::string>& of(RunId run, const std::string& rule);

 private:
  store::Reader& reader_;
  std::map<std::pair<std::int64_t, std::string>, std::vector<std::string>> known_;
};

}  // namespace termwise::jobs
