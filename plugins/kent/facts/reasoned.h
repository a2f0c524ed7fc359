// What is known of a question, with the clauses that say why: those for which it holds, and those that leave it open.
#pragma once

#include <string>
#include <vector>

#include <termwise/plugin.hpp>

namespace termwise::kent {

struct Reasoned {
  Truth holds = Truth::no;
  std::vector<std::string> because;
  std::vector<std::string> open;
};

// "one", "one; another", "one; another; and a third"
inline std::string in_one_sentence(const std::vector<std::string>& clauses) {
  std::string text;
  for (std::size_t i = 0; i < clauses.size(); ++i)
    text += (i == 0 ? "" : (i + 1 == clauses.size() && i > 1 ? "; and " : "; ")) + clauses[i];
  return text;
}

inline void append(std::vector<std::string>& to, const std::vector<std::string>& more) {
  to.insert(to.end(), more.begin(), more.end());
}

}  // namespace termwise::kent
