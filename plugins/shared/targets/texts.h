// Texts of one rule in one run that evidence borrows, such as whose estimate a target was held against. Each stands once, and
// stays where it is until the run's last finding has been handed over.
#pragma once

#include <set>
#include <string>
#include <string_view>

namespace termwise::targets {

class Texts {
 public:
  std::string_view keep(std::string text) { return *texts_.insert(std::move(text)).first; }

 private:
  std::set<std::string> texts_;
};

}  // namespace termwise::targets
