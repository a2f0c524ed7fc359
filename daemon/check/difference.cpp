#include "check/difference.h"

#include <algorithm>
#include <tuple>

#include <fmt/format.h>

#include "base/text.h"

namespace termwise::check {
namespace {

constexpr std::size_t kValueBytes = 80;

std::string words(const std::string& text) { return quote(text, kValueBytes); }
std::string words(const wire::Number& number) {
  if (number.reason != TW_PRESENT) return fmt::format("missing (reason {})", number.reason);
  const std::int64_t value = number.value;
  return number.scale == 0 ? fmt::format("{}", value) : fmt::format("{} / 10^{}", value, number.scale);
}
std::string words(std::int64_t number) { return fmt::format("{}", number); }
std::string words(const std::vector<std::string>& texts) { return quote(listed(texts), kValueBytes); }

// Walks two findings field by field and keeps the first that differs.
class Comparison {
 public:
  template <typename Value>
  void field(const std::string& name, const Value& one, const Value& other) {
    if (!found_.empty() || one == other) return;
    found_ = fmt::format("{} {} once and {} another time", name, words(one), words(other));
  }
  template <typename List, typename Each>
  void list(const std::string& name, const List& one, const List& other, Each each) {
    if (!found_.empty()) return;
    for (std::size_t i = 0; i < std::min(one.size(), other.size()); ++i)
      each(fmt::format("{} {}", name, i + 1), one[i], other[i]);
    field("the number of " + name + "s", static_cast<std::int64_t>(one.size()),
          static_cast<std::int64_t>(other.size()));
  }
  const std::string& found() const { return found_; }

 private:
  std::string found_;
};

void compare(Comparison& to, const std::string& name, const wire::Predicate& one, const wire::Predicate& other) {
  to.field(name + "'s measure", one.measure, other.measure);
  const std::string of = fmt::format("{} ({})", name, one.measure);
  to.field(of + "'s year", std::int64_t{one.year}, std::int64_t{other.year});
  to.field(of + "'s operator", std::int64_t{one.operator_code}, std::int64_t{other.operator_code});
  to.field(of + "'s truth", std::int64_t{one.truth}, std::int64_t{other.truth});
  to.field(of + "'s observed value", one.observed, other.observed);
  to.field(of + "'s threshold", one.threshold, other.threshold);
  to.field(of + "'s observed text", one.observed_text, other.observed_text);
  to.field(of + "'s threshold text", one.threshold_text, other.threshold_text);
  to.field(of + "'s source", one.source, other.source);
  to.field(of + "'s date in force", one.in_force, other.in_force);
  to.field(of + "'s confidence", one.confidence, other.confidence);
  to.field(of + "'s evidence", std::int64_t{one.evidence}, std::int64_t{other.evidence});
}

void compare(Comparison& to, const std::string& name, const wire::Flip& one, const wire::Flip& other) {
  to.field(name + "'s measure", one.measure, other.measure);
  to.field(name + "'s year", std::int64_t{one.year}, std::int64_t{other.year});
  to.field(name + "'s change", one.change, other.change);
  to.field(name + "'s unit", one.unit, other.unit);
  to.field(name + "'s outcome", one.outcome, other.outcome);
}

std::string compare(const wire::Finding& one, const wire::Finding& other) {
  Comparison to;
  to.field("the outcome", one.outcome, other.outcome);
  to.field("the reason", one.reason, other.reason);
  to.field("the basis", one.basis, other.basis);
  to.field("the template", one.template_id, other.template_id);
  to.field("the notes", one.notes, other.notes);
  to.list("argument", one.arguments, other.arguments, [&](const auto& name, const auto& a, const auto& b) {
    to.field(name + "'s name", a.first, b.first);
    to.field(fmt::format("the argument {}", quote(a.first)), a.second, b.second);
  });
  to.list("predicate", one.predicates, other.predicates,
          [&](const auto& name, const auto& a, const auto& b) { compare(to, name, a, b); });
  to.list("flip", one.flips, other.flips,
          [&](const auto& name, const auto& a, const auto& b) { compare(to, name, a, b); });
  to.field("the interval's measure", one.interval_measure, other.interval_measure);
  to.field("the interval's lower limit", one.interval_lower, other.interval_lower);
  to.field("the interval's upper limit", one.interval_upper, other.interval_upper);
  to.field("whether there is a cohort", std::int64_t{one.cohort.has_value()}, std::int64_t{other.cohort.has_value()});
  if (one.cohort && other.cohort) to.field("the cohort", *one.cohort, *other.cohort);
  to.field("the year", std::int64_t{one.year}, std::int64_t{other.year});
  return to.found();
}

void replace_all(std::string& text, const std::string& what, const std::string& with) {
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size()))
    text.replace(at, what.size(), with);
}

std::string missing_from_one(const wire::Finding& finding) {
  return fmt::format("rule {} had a finding about school {} ({}) once and none another time", quote(finding.rule),
                     finding.subject, quote(finding.outcome));
}

}  // namespace

std::vector<wire::Finding> with_cells(std::vector<wire::Finding> findings, const Facts& facts) {
  for (auto& finding : findings)
    for (auto& predicate : finding.predicates)
      if (const auto cell = facts.cell(predicate.evidence))
        predicate.evidence = static_cast<std::uint32_t>(cell->number + 1);
  return findings;
}

std::vector<wire::Finding> untraced(std::vector<wire::Finding> findings) {
  for (auto& finding : findings)
    for (auto& predicate : finding.predicates) predicate.evidence = 0;
  return findings;
}

std::vector<wire::Finding> with_schools_behind(std::vector<wire::Finding> findings, const Facts& facts) {
  for (auto& finding : findings) {
    const auto place = std::lower_bound(facts.subjects.begin(), facts.subjects.end(), finding.subject);
    if (place == facts.subjects.end() || *place != finding.subject) continue;  // a reminder about no school
    const std::int64_t behind = facts.schools_behind[static_cast<std::size_t>(place - facts.subjects.begin())];
    const std::string urn = fmt::format("{}", finding.subject), urn_behind = fmt::format("{}", behind);
    for (auto& [name, value] : finding.arguments) replace_all(value, urn, urn_behind);
    for (auto& note : finding.notes) replace_all(note, urn, urn_behind);
    // A school from which another has come is numbered after it: its URN ends in that one's.
    for (auto& predicate : finding.predicates)
      for (auto* words : {&predicate.observed_text, &predicate.threshold_text, &predicate.source})
        replace_all(*words, urn, urn_behind);
    finding.subject = behind;
  }
  std::stable_sort(findings.begin(), findings.end(), [](const auto& a, const auto& b) {
    return std::tie(a.rule, a.subject, a.reminder) < std::tie(b.rule, b.subject, b.reminder);
  });
  return findings;
}

std::vector<wire::Finding> about(const std::vector<wire::Finding>& findings,
                                 const std::vector<std::int64_t>& subjects) {
  std::vector<wire::Finding> kept;
  std::copy_if(findings.begin(), findings.end(), std::back_inserter(kept), [&](const auto& finding) {
    return std::binary_search(subjects.begin(), subjects.end(), finding.subject);
  });
  return kept;
}

std::optional<std::string> first_difference(const std::vector<wire::Finding>& one,
                                            const std::vector<wire::Finding>& other) {
  const auto key = [](const wire::Finding& finding) {
    return std::tie(finding.rule, finding.subject, finding.reminder);
  };
  for (std::size_t i = 0; i < std::max(one.size(), other.size()); ++i) {
    if (i >= one.size()) return missing_from_one(other[i]);
    if (i >= other.size()) return missing_from_one(one[i]);
    if (key(one[i]) != key(other[i])) return missing_from_one(key(one[i]) < key(other[i]) ? one[i] : other[i]);
    if (one[i] == other[i]) continue;
    return fmt::format("rule {} gave school {} {}", quote(one[i].rule), one[i].subject, compare(one[i], other[i]));
  }
  return std::nullopt;
}

}  // namespace termwise::check
