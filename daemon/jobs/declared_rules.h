// Rules as the plugin of a run declared them.
#pragma once

#include <map>
#include <string>

#include "base/ids.h"
#include "store/database.h"
#include "wire/messages.h"

namespace termwise::jobs {

struct DeclaredRule {
  wire::Rule rule;     // outcomes most important first
  std::string plugin;  // "Kent 1.0.0"
};

class DeclaredRules {
 public:
  explicit DeclaredRules(store::Reader& reader) : reader_(reader) {}
  // Of nothing but its id where the run or its plugin's manifest cannot be read: no outcome is then more important than
  // another, and none puts a subject on the list.
  const DeclaredRule& of(RunId run, const std::string& rule);

 private:
  store::Reader& reader_;
  std::map<std::pair<std::int64_t, std::string>, DeclaredRule> known_;
};

}  // namespace termwise::jobs
