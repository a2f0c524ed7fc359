// The sentences of one rule, found by outcome and reason, and what stands in them.
#pragma once

#include <cctype>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <termwise/manifest.hpp>
#include <termwise/rule.hpp>
#include <termwise/text.hpp>

namespace termwise {

// The names between single braces, each once. Throws a Failure for a brace without its partner.
inline std::vector<std::string> placeholders(std::string_view text) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '{' && text[i] != '}') continue;
    if (i + 1 < text.size() && text[i + 1] == text[i]) {
      ++i;
      continue;
    }
    const std::size_t end = text.find('}', i);
    if (text[i] == '}' || end == std::string_view::npos)
      throw Failure("The sentence \"" + std::string(text) + "\" has a brace without its partner: write two for one.");
    std::string name(text.substr(i + 1, end - i - 1));
    bool known = false;
    for (const std::string& other : names) known = known || other == name;
    if (!known) names.push_back(std::move(name));
    i = end;
  }
  return names;
}

// Finds the sentence for what a rule answers.
class Wording {
 public:
  // One of them: its id in the manifest, and what it needs to be told.
  struct Sentence {
    std::string template_id;
    std::vector<std::string> placeholders;
  };

  // Borrows the rule.
  explicit Wording(const Rule& rule) : rule_(&rule) {
    for (const Template& text : templates(rule)) {
      const std::string_view id = text.id;
      sentences_[std::string(id.substr(rule.id.size() + 1))] = {text.id, termwise::placeholders(text.text)};
    }
  }

  // What the manifest has: each sentence under the rule's id and its own, "few-leavers-not-known".
  static std::vector<Template> templates(const Rule& rule) {
    std::vector<Template> all;
    for (const Outcome& outcome : rule.outcomes)
      if (!outcome.sentence.empty()) all.push_back({rule.id + "-" + dashed(outcome.code), outcome.sentence});
    for (const Template& text : rule.sentences) all.push_back({rule.id + "-" + text.id, text.text});
    return all;
  }

  // The id of the sentence that speaks for an outcome and reason: "exempt-closed" where there is one, else "exempt".
  std::string_view sentence_for(std::string_view outcome, std::string_view reason) const {
    if (!reason.empty())
      if (const auto found = sentences_.find(dashed(outcome) + "-" + dashed(reason)); found != sentences_.end())
        return found->first;
    const auto found = sentences_.find(dashed(outcome));
    return found == sentences_.end() ? std::string_view() : std::string_view(found->first);
  }

  // By its id within the rule. Throws a Failure where the rule has none of that id.
  const Sentence& sentence(std::string_view id) const {
    const auto found = sentences_.find(id);
    if (found == sentences_.end())
      throw Failure("The rule " + rule_->id + " answers without a sentence" +
                    (id.empty() ? std::string() : ": it has none called " + std::string(id)) +
                    ". Give the outcome one, or one to the outcome and reason together, or say() another.");
    return found->second;
  }

 private:
  // "SMALL_COHORT" is "small-cohort".
  static std::string dashed(std::string_view code) {
    std::string id(code);
    for (char& c : id) c = c == '_' ? '-' : static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return id;
  }

  const Rule* rule_;
  std::map<std::string, Sentence, std::less<>> sentences_;
};

}  // namespace termwise
