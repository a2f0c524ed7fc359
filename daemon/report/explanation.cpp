#include "report/explanation.h"

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/text.h"

namespace termwise::report {
namespace {

// The sources of thresholds, each named once and pointed at by number.
class Sources {
 public:
  // " [1]", or nothing where no source is given.
  std::string mark(const school::Predicate& predicate) {
    std::string text = source_in_words(predicate);
    if (text.empty()) return {};
    const auto known = std::find(texts_.begin(), texts_.end(), text);
    const auto number = known - texts_.begin() + 1;
    if (known == texts_.end()) texts_.push_back(std::move(text));
    return fmt::format(" [{}]", number);
  }
  std::string list() const {
    std::string text;
    for (std::size_t i = 0; i < texts_.size(); ++i) text += fmt::format("  [{}] {}\n", i + 1, texts_[i]);
    return text;
  }

 private:
  std::vector<std::string> texts_;
};

std::string predicate_text(const school::Predicate& predicate, int year, const std::optional<RawCell>& cell,
                           const Vocabulary& vocabulary, Sources& sources) {
  std::string text = fmt::format(
      "  {}{}: {}\n", label_of_year(predicate.measure, predicate.year, year, vocabulary), of_whom(predicate),
      value_in_words(predicate.observed, predicate.observed_text, unit_suffix(predicate.measure, vocabulary)));
  text += fmt::format("    {}? {}{}\n", question_in_words(predicate, vocabulary), truth_in_words(predicate.truth),
                      sources.mark(predicate));
  if (predicate.evidence && cell) {
    const auto& where = *predicate.evidence;
    text += fmt::format("    {}:{}:{}: column {} says {}\n", cell->file_name, where.line, where.column,
                        where.column_name, cell->text ? quote(*cell->text, 200) : std::string(no_text_in_words(*cell)));
  }
  return text;
}

std::string flips_text(const Explanation& explanation, const Vocabulary& vocabulary) {
  const auto& finding = explanation.row.finding;
  // That none is named says nothing: only the rule knows whether it looked for all of them.
  if (finding.flips.empty()) return "What would change it: the rule names no single figure whose change would.\n";
  std::string text = "What would change it, everything else as it is:\n";
  for (const auto& flip : finding.flips)
    text +=
        fmt::format("  {}: {} would make it {}.\n", label_of_year(flip.measure, flip.year, finding.year, vocabulary),
                    change_in_words(flip), flip.outcome);
  return text;
}

}  // namespace

std::string_view no_text_in_words(const RawCell& cell) {
  return cell.file_kept ? "nothing: the row ends before it"
                        : "what is not kept: Termwise has no copy of a file of pupils";
}

Comparisons comparisons_text(const std::vector<school::Predicate>& predicates,
                             const std::vector<std::optional<RawCell>>& cells, int year, const Vocabulary& vocabulary) {
  Comparisons text;
  Sources sources;
  if (predicates.empty()) return text;
  text.made = "Comparisons made:\n";
  for (std::size_t i = 0; i < predicates.size(); ++i)
    text.made += predicate_text(predicates[i], year, cells[i], vocabulary, sources);
  text.made += "\n";
  if (const std::string list = sources.list(); !list.empty()) text.sources = "Sources of the thresholds:\n" + list;
  return text;
}

std::string explanation_text(const Explanation& explanation, const Vocabulary& vocabulary) {
  const auto& row = explanation.row;
  const auto& finding = row.finding;
  std::string text = fmt::format("{} (URN {}), {}", row.school, finding.subject, explanation.la_name);
  // An LA without a file of its own is named by its code.
  text += explanation.la_name.ends_with(row.la) ? "\n" : fmt::format(" ({})\n", row.la);
  text += fmt::format("{}, {}: {}", explanation.rule_title, year_label(finding.year), finding.outcome);
  if (!finding.reason.empty()) text += fmt::format(" ({})", finding.reason);
  text += "\n\n" + finding.sentence + "\n\n";
  const Comparisons comparisons = comparisons_text(finding.predicates, explanation.cells, finding.year, vocabulary);
  text += comparisons.made;
  if (finding.cohort && finding.cohort->number())
    text += fmt::format("Cohort: {} pupils.\n", finding.cohort->number()->to_string());
  if (finding.interval && finding.interval->lower.number() && finding.interval->upper.number())
    text += fmt::format("95% confidence interval of {}: {} to {}.\n", label_of(finding.interval->measure, vocabulary),
                        finding.interval->lower.number()->to_string(), finding.interval->upper.number()->to_string());
  if (!finding.basis.empty()) text += fmt::format("Basis: {}.\n", basis_in_words(finding.basis));
  if (!finding.notes.empty()) text += fmt::format("Notes: {}.\n", listed(finding.notes));
  text += flips_text(explanation, vocabulary);
  text += fmt::format("\nRule {} version {}, from {}. {}\n", finding.rule, row.rule_version, explanation.plugin,
                      explanation.standing);
  if (!explanation.rule_source.empty()) text += fmt::format("Source of the rule: {}\n", explanation.rule_source);
  return text + comparisons.sources;
}

std::string explanation_json(const Explanation& explanation, const Vocabulary& vocabulary) {
  nlohmann::ordered_json json = to_json(explanation.row);
  for (std::size_t i = 0; i < explanation.cells.size(); ++i) {
    auto& predicate = json["predicates"][i];
    predicate["label"] = label_of(explanation.row.finding.predicates[i].measure, vocabulary);
    const auto& cell = explanation.cells[i];
    if (!cell || predicate["evidence"].is_null()) continue;
    predicate["evidence"]["file_name"] = cell->file_name;
    predicate["evidence"]["raw"] = cell->text ? nlohmann::ordered_json(*cell->text) : nlohmann::ordered_json(nullptr);
  }
  json["la_name"] = explanation.la_name;
  json["rule_title"] = explanation.rule_title;
  json["rule_source"] = explanation.rule_source;
  json["plugin"] = explanation.plugin;
  return json.dump(2) + "\n";
}

}  // namespace termwise::report
