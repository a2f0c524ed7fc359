#include "report/summary.h"

#include <algorithm>
#include <tuple>

#include <fmt/format.h>

namespace termwise::report {
namespace {

struct Importance {
  std::size_t rank = 0;
  bool has_figure = false;
  Decimal figure;
  std::string school;
  std::int64_t subject = 0;
};

Importance importance_of(const FindingRow& row, const OutcomeOrder& order) {
  const auto outcomes = order(row);
  Importance importance;
  importance.rank =
      static_cast<std::size_t>(std::find(outcomes.begin(), outcomes.end(), row.finding.outcome) - outcomes.begin());
  for (const auto& predicate : row.finding.predicates)
    if (!importance.has_figure && predicate.truth == school::Truth::yes && predicate.observed &&
        predicate.observed->number()) {
      importance.has_figure = true;
      importance.figure = *predicate.observed->number();
    }
  importance.school = row.school;
  importance.subject = row.finding.subject;
  return importance;
}

}  // namespace

void sort_by_importance(std::vector<FindingRow>& rows, const OutcomeOrder& order) {
  std::vector<std::pair<Importance, FindingRow>> keyed;
  keyed.reserve(rows.size());
  for (auto& row : rows) {
    Importance importance = importance_of(row, order);
    keyed.emplace_back(std::move(importance), std::move(row));
  }
  std::stable_sort(keyed.begin(), keyed.end(), [](const auto& a, const auto& b) {
    const Importance& left = a.first;
    const Importance& right = b.first;
    if (left.rank != right.rank) return left.rank < right.rank;
    if (left.has_figure != right.has_figure) return left.has_figure;
    if (left.has_figure && left.figure != right.figure) return left.figure < right.figure;
    return std::tie(left.school, left.subject) < std::tie(right.school, right.subject);
  });
  rows.clear();
  for (auto& [importance, row] : keyed) rows.push_back(std::move(row));
}

std::string outcome_counts(const std::vector<std::pair<std::string, std::int64_t>>& counts) {
  if (counts.empty()) return "no findings";
  std::string text;
  for (const auto& [outcome, count] : counts) text += fmt::format("{}{} {}", text.empty() ? "" : ", ", count, outcome);
  return text;
}

std::string findings_text(const std::vector<FindingRow>& rows) {
  std::string text;
  for (const auto& row : rows) {
    const auto year = AcademicYear::from_summer(row.finding.year);
    text += fmt::format("{}  {} (URN {}), LA {}, {} {}\n", row.finding.outcome, row.school, row.finding.subject, row.la,
                        row.finding.rule, year ? year->label() : "");
    text += fmt::format("    {}\n", row.finding.sentence);
  }
  return text;
}

}  // namespace termwise::report
