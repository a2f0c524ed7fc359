#include "check/sentences.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.h"
#include "report/sentence.h"

namespace termwise::check {
namespace {

constexpr std::size_t kMostNames = 8;
constexpr std::size_t kMostTexts = 100'000;  // arguments' names that are remembered

// A finding may look at its own school, at those from which it has come, and at advisers.
bool may_be_shown(const Facts& facts, std::int64_t school, std::int64_t subject) {
  if (school == subject || school == 0) return true;
  const auto ancestors = facts.ancestors.find(subject);
  return ancestors != facts.ancestors.end() && ancestors->second.count(school) != 0;
}

// The names in braces. A text that render_sentence() would refuse whatever its arguments has none.
std::set<std::string> placeholders_of(std::string_view text) {
  std::set<std::string> names;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '{' && text[i] != '}') continue;
    if (i + 1 < text.size() && text[i + 1] == text[i]) {
      ++i;
      continue;
    }
    const std::size_t end = text.find('}', i);
    if (text[i] == '}' || end == std::string_view::npos) return {};
    names.emplace(text.substr(i + 1, end - i - 1));
    i = end;
  }
  return names;
}

std::string some(const std::vector<std::string>& names) {
  std::vector<std::string> words;
  for (const auto& name : names) {
    if (words.size() == kMostNames) {
      words.push_back(fmt::format("{} more", names.size() - kMostNames));
      break;
    }
    words.push_back(quote(name));
  }
  return listed(words);
}

}  // namespace

Sentences::Sentences(const wire::Manifest& manifest) : manifest_(manifest) {
  for (const auto& one : manifest.templates) {
    Text text{placeholders_of(one.text), {}};
    report::Arguments all;
    for (const auto& name : text.placeholders) all.emplace_back(name, "x");
    if (const auto rendered = report::render_sentence(one.text, all); !rendered.ok())
      text.problem = rendered.error().message;
    texts_.emplace(one.id, std::move(text));
  }
}

void Sentences::look(const Facts& facts, const std::vector<wire::Finding>& findings) {
  for (const auto& finding : findings) look(facts, finding);
}

void Sentences::look(const Facts& facts, const wire::Finding& finding) {
  ++findings_;
  outcomes_[finding.rule].insert(finding.outcome);
  const auto found = texts_.find(finding.template_id);
  if (found == texts_.end()) return;  // the sandbox has refused such a run
  Text& text = found->second;
  text.used = true;
  std::set<std::string_view> given;
  for (const auto& [name, value] : finding.arguments) {
    given.insert(name);
    if (arguments_.size() < kMostTexts) arguments_.insert(name);
  }
  bool whole = text.problem.empty();
  for (const auto& name : text.placeholders)
    if (given.count(name) == 0) {
      not_supplied_.emplace(found->first, name);
      whole = false;
    }
  if (whole) {
    const auto declared = std::find_if(manifest_.templates.begin(), manifest_.templates.end(),
                                       [&](const auto& one) { return one.id == finding.template_id; });
    const auto sentence = report::render_sentence(declared->text, finding.arguments);
    if (sentence.ok() && trim(*sentence).empty()) empty_.insert(found->first);
  }
  look_at_evidence(facts, finding);
}

void Sentences::look_at_evidence(const Facts& facts, const wire::Finding& finding) {
  for (const auto& predicate : finding.predicates) {
    if (predicate.evidence == 0) continue;
    const auto cell = facts.cell(predicate.evidence);
    std::string problem;
    if (!cell)
      problem = fmt::format("a token ({}) that stands beside no figure", predicate.evidence);
    else if (!may_be_shown(facts, cell->school, finding.subject))
      problem = fmt::format("the token of school {}", cell->school);
    else if (cell->column != predicate.measure)
      problem = fmt::format("the token of {}", quote(cell->column));
    else
      continue;
    wrong_evidence_.emplace(fmt::format("{} {}", finding.rule, predicate.measure),
                            fmt::format("The rule {} gives as evidence for {} of school {} {}.", quote(finding.rule),
                                        quote(predicate.measure), finding.subject, problem));
  }
}

void Sentences::report_texts(Notebook& notes) const {
  for (const auto& [id, text] : texts_)
    if (!text.problem.empty())
      notes.error("syntax", fmt::format("The text of the template {} is no template. {}", quote(id), text.problem),
                  "Write {name} for an argument, and {{ or }} for a brace.");
  for (const auto& [id, name] : not_supplied_)
    notes.error("placeholder",
                fmt::format("The template {} needs the argument {}, and a finding that uses it does not give it.",
                            quote(id), quote(name)),
                "Add the argument to every finding with this template, or take the placeholder out.");
  for (const auto& id : empty_)
    notes.error("empty", fmt::format("The template {} became an empty sentence.", quote(id)),
                "Say in it what was found, in words that a head teacher can read.");
  for (const auto& [id, text] : texts_)
    for (const auto& name : text.placeholders)
      if (!text.used && findings_ > 0 && arguments_.count(name) == 0)
        notes.note("placeholder-never",
                   fmt::format("The template {} was not used in any run, and its placeholder {} was given by no "
                               "finding at all.",
                               quote(id), quote(name)),
                   "Check the placeholder's spelling.");
  for (const auto& [key, sentence] : wrong_evidence_)
    notes.error("evidence", sentence,
                "Hand on the token that stood beside the figure in its column: a run with a wrong one fails.");
}

void Sentences::report_usage(Notebook& notes) const {
  if (findings_ == 0) return;
  std::vector<std::string> unused, unwanted;
  for (const auto& [id, text] : texts_)
    if (!text.used) unused.push_back(id);
  for (const auto& name : arguments_)
    if (std::none_of(texts_.begin(), texts_.end(),
                     [&](const auto& one) { return one.second.placeholders.count(name); }))
      unwanted.push_back(name);
  if (!unused.empty())
    notes.note("unused",
               fmt::format("No run used the {} {}.", unused.size() == 1 ? "template" : "templates", some(unused)),
               "Nothing, where it takes facts that these runs do not have; else remove what is never needed.");
  if (!unwanted.empty())
    notes.note("argument",
               fmt::format("Findings give the {} {}, which no template uses.",
                           unwanted.size() == 1 ? "argument" : "arguments", some(unwanted)),
               "Leave them out, or say them.");
  for (const auto& rule : manifest_.rules) {
    const auto given = outcomes_.find(rule.id);
    std::vector<std::string> never;
    for (const auto& outcome : rule.outcomes)
      if (given == outcomes_.end() || given->second.count(outcome) == 0) never.push_back(outcome);
    if (!never.empty())
      notes.note("outcome",
                 fmt::format("The rule {} never gave the {} {}.", quote(rule.id),
                             never.size() == 1 ? "outcome" : "outcomes", some(never)),
                 "Nothing, where it takes facts that these runs do not have; else remove what is never needed.");
  }
}

Check Sentences::report() const {
  Notebook notes("templates");
  report_texts(notes);
  report_usage(notes);
  Check check = std::move(notes).finish(
      fmt::format("{} over {}", counted(static_cast<long long>(texts_.size()), "template", "templates"),
                  counted(static_cast<long long>(findings_), "finding", "findings")));
  if (findings_ == 0 && check.findings.empty()) return skipped(check.id, "no run gave a finding");
  return check;
}

}  // namespace termwise::check
