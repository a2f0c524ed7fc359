// Whether everything that the plugin found could be said: templates and their arguments, evidence, outcomes. Looks at the
// findings of every run and reports at the end.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "check/finding.h"
#include "check/synthetic.h"
#include "wire/messages.h"

namespace termwise::check {

class Sentences {
 public:
  explicit Sentences(const wire::Manifest& manifest);  // outlives this

  void look(const Facts& facts, const std::vector<wire::Finding>& findings);
  // The check `templates`.
  Check report() const;

 private:
  struct Text {
    std::set<std::string> placeholders;
    std::string problem;  // why the text is no template; empty where it is
    bool used = false;
  };
  void look(const Facts& facts, const wire::Finding& finding);
  void look_at_evidence(const Facts& facts, const wire::Finding& finding);
  void report_texts(Notebook& notes) const;
  void report_usage(Notebook& notes) const;

  const wire::Manifest& manifest_;
  std::map<std::string, Text, std::less<>> texts_;
  std::set<std::string> arguments_;                             // ever supplied
  std::map<std::string, std::set<std::string>> outcomes_;       // rule -> those it gave
  std::set<std::pair<std::string, std::string>> not_supplied_;  // template and placeholder
  std::set<std::string> empty_;                                 // templates that made an empty sentence
  std::map<std::string, std::string> wrong_evidence_;           // "rule, measure" -> the first sentence
  std::size_t findings_ = 0;
};

}  // namespace termwise::check
