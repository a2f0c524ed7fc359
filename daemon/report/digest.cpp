#include "report/digest.h"

#include <algorithm>
#include <array>
#include <map>

#include <fmt/format.h>

#include "base/text.h"

namespace termwise::report {
namespace {

constexpr std::array kOrder{Change::added, Change::changed, Change::cleared, Change::still};

using Key = std::pair<std::string, std::int64_t>;  // rule and lineage

// A cohort that is not known might be a small one. A finding without a cohort is about no pupils.
bool small(const std::optional<school::Value>& cohort) {
  if (!cohort) return false;
  const Decimal* pupils = cohort->number();
  return pupils == nullptr || *pupils <= Decimal(kSmallCohort);
}

// A count of pupils among the figures may be small although the cohort is not: of those who were counted in a score.
bool counts_few(const school::Predicate& predicate, const Vocabulary& vocabulary) {
  const school::Measure* measure = vocabulary.measure(predicate.measure);
  if (measure == nullptr || measure->unit != school::Unit::pupils || !predicate.observed) return false;
  const Decimal* pupils = predicate.observed->number();
  return pupils != nullptr && *pupils <= Decimal(kSmallCohort);
}

bool must_withhold(const school::Finding& finding, const Vocabulary& vocabulary) {
  return small(finding.cohort) ||
         std::any_of(finding.predicates.begin(), finding.predicates.end(),
                     [&](const school::Predicate& predicate) { return counts_few(predicate, vocabulary); });
}

// The comparisons that hold and whose outcome is a figure: why it is on the list.
std::vector<Figure> figures_of(const school::Finding& finding, const Vocabulary& vocabulary) {
  std::vector<Figure> figures;
  for (const auto& predicate : finding.predicates) {
    if (predicate.truth != school::Truth::yes || !predicate.observed || !predicate.observed->number()) continue;
    if (!predicate.threshold || !predicate.threshold->number()) continue;
    const std::string suffix = unit_suffix(predicate.measure, vocabulary);
    Figure figure{label_of(predicate.measure, vocabulary), value_in_words(predicate.observed, "", suffix),
                  fmt::format("{} {}", comparison_in_words(predicate.operation),
                              value_in_words(predicate.threshold, "", suffix))};
    const bool told = std::any_of(figures.begin(), figures.end(), [&](const Figure& other) {
      return other.label == figure.label && other.observed == figure.observed && other.threshold == figure.threshold;
    });
    if (!told) figures.push_back(std::move(figure));
  }
  return figures;
}

std::string since_text(const CurrentFinding& current) {
  if (current.since == 0) return {};
  return year_label(current.since) + (current.since_is_first ? ", the first year checked" : "");
}

class Builder {
 public:
  Builder(const DigestInput& input, const Vocabulary& vocabulary) : input_(input), vocabulary_(vocabulary) {
    for (const auto& told : input.told) told_[{told.rule, told.lineage}] = &told;
    for (const auto& rule : input.rules) titles_[rule.rule] = rule.title;
  }

  Digest build() {
    for (const auto& current : input_.findings) place(current);
    for (const auto& [key, told] : told_)
      if (seen_.count(key) == 0) place_gone(*told);
    Digest digest{.la_code = input_.la_code,
                  .la_name = input_.la_name,
                  .now = input_.now,
                  .told_on = input_.told_on,
                  .sections = {},
                  .listed = 0,
                  .unchanged = unchanged_,
                  .rules = input_.rules,
                  .files = input_.files,
                  .problems = input_.problems,
                  .told = std::move(will_be_told_)};
    digest.listed = digest.told.size();
    for (const auto change : kOrder) {
      auto& section = sections_[change];
      section.change = change;
      if (section.total > 0) digest.sections.push_back(std::move(section));
    }
    return digest;
  }

 private:
  void place(const CurrentFinding& current) {
    const auto& finding = current.row.finding;
    const Key key{finding.rule, current.lineage};
    seen_[key] = true;
    if (current.listed)
      will_be_told_.push_back({finding.rule, current.lineage, current.row.school, finding.year, finding.outcome,
                               finding.reason, finding.sentence, must_withhold(finding, vocabulary_)});
    const auto known = told_.find(key);
    if (known == told_.end()) {
      if (current.listed) add(entry(Change::added, current, nullptr));
      return;
    }
    const ToldFinding& before = *known->second;
    if (!current.listed) return add(entry(Change::cleared, current, &before));
    if (finding.year != before.year) return add(entry(Change::still, current, &before));
    const bool same =
        finding.outcome == before.outcome && finding.reason == before.reason && finding.sentence == before.sentence;
    if (same)
      ++unchanged_;
    else
      add(entry(Change::changed, current, &before));
  }

  // It was on the list, and the rule no longer speaks of it: it has closed, or moved to another LA.
  void place_gone(const ToldFinding& told) {
    Entry gone;
    gone.change = Change::cleared;
    gone.school = told.school;
    gone.urn = told.lineage;
    gone.rule = told.rule;
    gone.rule_title = title(told.rule);
    gone.year = told.year;
    gone.sentence = fmt::format("{} is no longer among the schools that the rule judges.", told.school);
    add(std::move(gone));
  }

  Entry entry(Change change, const CurrentFinding& current, const ToldFinding* before) {
    const auto& finding = current.row.finding;
    Entry entry;
    entry.change = change;
    entry.school = current.row.school;
    entry.urn = finding.subject;
    entry.rule = finding.rule;
    entry.rule_title = title(finding.rule);
    entry.year = finding.year;
    entry.outcome = finding.outcome;
    entry.since = since_text(current);
    entry.withheld = must_withhold(finding, vocabulary_);
    if (entry.withheld) {
      entry.sentence = fmt::format(
          "{}: {}. Its figures are of {} pupils or fewer, or of a number that is not known, and so are not given in a "
          "mail.",
          current.row.school, finding.outcome, kSmallCohort);
      return entry;
    }
    entry.sentence = finding.sentence;
    if (before != nullptr && !before->withheld && (change == Change::changed || change == Change::cleared)) entry.before = before->sentence;
    if (current.listed) entry.figures = figures_of(finding, vocabulary_);
    if (finding.cohort && finding.cohort->number())
      entry.cohort = fmt::format("{} pupils", finding.cohort->number()->to_string());
    const auto& interval = finding.interval;
    if (interval && interval->lower.number() && interval->upper.number())
      entry.interval = fmt::format("{}: {} to {}", label_of(interval->measure, vocabulary_),
                                   interval->lower.number()->to_string(), interval->upper.number()->to_string());
    return entry;
  }

  void add(Entry entry) {
    Section& section = sections_[entry.change];
    ++section.total;
    if (section.entries.size() < kMostEntries) section.entries.push_back(std::move(entry));
  }

  std::string title(const std::string& rule) const {
    const auto known = titles_.find(rule);
    return known == titles_.end() ? rule : known->second;
  }

  const DigestInput& input_;
  const Vocabulary& vocabulary_;
  std::map<Key, const ToldFinding*> told_;
  std::map<std::string, std::string> titles_;
  std::map<Key, bool> seen_;
  std::map<Change, Section> sections_;
  std::vector<ToldFinding> will_be_told_;
  std::size_t unchanged_ = 0;
};

std::string schools(std::size_t count) { return counted(static_cast<long long>(count), "school", "schools"); }

}  // namespace

std::size_t Digest::count(Change change) const {
  for (const auto& section : sections)
    if (section.change == change) return section.total;
  return 0;
}

Digest make_digest(const DigestInput& input, const Vocabulary& vocabulary) {
  return Builder(input, vocabulary).build();
}

std::string bottom_line(const Digest& digest) {
  if (digest.starting()) return fmt::format("starting position: {} on the list", schools(digest.listed));
  std::vector<std::string> parts;
  if (const auto count = digest.count(Change::added)) parts.push_back(schools(count) + " newly on the list");
  const auto more = [&](Change change, std::string_view word) {
    const auto count = digest.count(change);
    if (count == 0) return;
    parts.push_back(parts.empty() ? fmt::format("{} {}", schools(count), word) : fmt::format("{} {}", count, word));
  };
  more(Change::changed, "changed");
  more(Change::cleared, "removed");
  more(Change::still, "still on it");
  if (parts.empty()) return fmt::format("no change since {}", long_date(*digest.told_on));
  std::string text;
  for (const auto& part : parts) text += (text.empty() ? "" : ", ") + part;
  return text;
}

std::optional<BarChart> chart_of(const Digest& digest) {
  if (digest.rules.empty()) return std::nullopt;
  const auto several = std::find_if(digest.rules.begin(), digest.rules.end(),
                                    [](const RuleStanding& rule) { return rule.history.size() > 1; });
  const RuleStanding& rule = several == digest.rules.end() ? digest.rules.front() : *several;
  if (rule.history.empty()) return std::nullopt;
  return BarChart{fmt::format("{}: schools on the list", rule.title), rule.history};
}

}  // namespace termwise::report
