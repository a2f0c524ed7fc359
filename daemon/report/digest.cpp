#include "report/digest.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include <fmt/format.h>

#include "base/text.h"

namespace termwise::report {
namespace {

constexpr std::array kOrder{Change::added, Change::changed, Change::cleared, Change::still};

using Key = std::pair<std::string, std::int64_t>;  // rule and lineage

// A number that is not known might be a small one.
bool few(const school::Value& pupils) {
  const Decimal* number = pupils.number();
  return number == nullptr || *number <= Decimal(kSmallCohort);
}

// A count of pupils among the figures may be small although the cohort is not: of those who were counted in a score.
bool counts_few(const school::Predicate& predicate, const Vocabulary& vocabulary) {
  const school::Measure* measure = vocabulary.measure(predicate.measure);
  return measure != nullptr && measure->unit == school::Unit::pupils && predicate.observed && few(*predicate.observed);
}

// Whether it is what pupils attained or how they progressed, which is of as many pupils as the cohort has.
bool is_of_pupils(const std::string& code, const Vocabulary& vocabulary) {
  const school::Measure* measure = vocabulary.measure(code);
  if (measure == nullptr) return false;
  return measure->unit == school::Unit::percent || measure->unit == school::Unit::points ||
         measure->unit == school::Unit::score;
}

bool must_withhold(const school::Finding& finding, const Vocabulary& vocabulary) {
  const auto any = [&](const auto& holds) {
    return std::any_of(finding.predicates.begin(), finding.predicates.end(), holds);
  };
  if (any([&](const school::Predicate& predicate) { return counts_few(predicate, vocabulary); })) return true;
  if (finding.cohort) return few(*finding.cohort);
  return finding.interval || any([&](const school::Predicate& predicate) {
           return predicate.observed && predicate.observed->number() && is_of_pupils(predicate.measure, vocabulary);
         });
}

bool holds(const Decimal& observed, school::Operator operation, const Decimal& threshold) {
  switch (operation) {
    case school::Operator::less:
      return observed < threshold;
    case school::Operator::less_or_equal:
      return observed <= threshold;
    case school::Operator::equal:
      return observed == threshold;
    case school::Operator::greater_or_equal:
      return observed >= threshold;
    case school::Operator::greater:
      return observed > threshold;
  }
  return false;
}

// "65% when rounded", below 65%: the pupils as counted decided, and the published figure by itself would puzzle.
std::string observed_in_words(const school::Predicate& predicate, const std::string& suffix) {
  const std::string words = value_in_words(predicate.observed, "", suffix);
  const bool as_published = holds(*predicate.observed->number(), predicate.operation, *predicate.threshold->number());
  return as_published ? words : words + " when rounded";
}

// The comparisons that hold and whose outcome is a figure: why it is on the list.
std::vector<Figure> figures_of(const school::Finding& finding, const Vocabulary& vocabulary) {
  std::vector<Figure> figures;
  for (const auto& predicate : finding.predicates) {
    if (predicate.truth != school::Truth::yes || !predicate.observed || !predicate.observed->number()) continue;
    if (!predicate.threshold || !predicate.threshold->number()) continue;
    const std::string suffix = unit_suffix(predicate.measure, vocabulary);
    Figure figure{label_of_year(predicate.measure, predicate.year, finding.year, vocabulary) + of_whom(predicate),
                  observed_in_words(predicate, suffix), question_in_words(predicate, vocabulary)};
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
    for (const auto& rule : input.rules) titles_[rule.rule] = rule.title;
    for (const auto& told : input.told) {
      if (titles_.count(told.rule) == 0)
        will_be_told_.push_back(told);
      else
        told_[{told.rule, told.lineage}] = &told;
    }
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
                  .listed = listed_.size(),
                  .unchanged = unchanged_.size(),
                  .rules = input_.rules,
                  .files = input_.files,
                  .problems = input_.problems,
                  .told = std::move(will_be_told_),
                  .reminders = input_.reminders,
                  .reminders_in_all = input_.reminders.size(),
                  .open_reminders = input_.open_reminders};
    if (digest.reminders.size() > kMostEntries) digest.reminders.resize(kMostEntries);
    for (const auto change : kOrder) {
      auto& section = sections_[change];
      section.change = change;
      section.schools = schools_[change].size();
      if (section.total > 0) digest.sections.push_back(std::move(section));
    }
    return digest;
  }

 private:
  void place(const CurrentFinding& current) {
    const auto& finding = current.row.finding;
    const Key key{finding.rule, current.lineage};
    seen_.insert(key);
    if (current.listed) {
      listed_.insert(current.lineage);
      will_be_told_.push_back({finding.rule, current.lineage, current.row.school, finding.year, finding.outcome,
                               finding.reason, finding.sentence, must_withhold(finding, vocabulary_)});
    }
    const auto known = told_.find(key);
    if (known == told_.end()) {
      if (current.listed) add(entry(Change::added, current, nullptr), current.lineage);
      return;
    }
    const ToldFinding& before = *known->second;
    if (!current.listed) return add(entry(Change::cleared, current, &before), current.lineage);
    if (finding.year != before.year) return add(entry(Change::still, current, &before), current.lineage);
    const bool same =
        finding.outcome == before.outcome && finding.reason == before.reason && finding.sentence == before.sentence;
    if (same)
      unchanged_.insert(current.lineage);
    else
      add(entry(Change::changed, current, &before), current.lineage);
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
    gone.sentence = fmt::format(
        "{} is no longer among the schools that this rule judges: it may have closed or moved to another Authority.",
        told.school);
    add(std::move(gone), told.lineage);
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
      entry.sentence = fmt::format("Its figures are not given in an e-mail, because they may be of {} pupils or fewer.",
                                   kSmallCohort);
      return entry;
    }
    entry.sentence = finding.sentence;
    if (before != nullptr && !before->withheld && (change == Change::changed || change == Change::cleared))
      entry.before = before->sentence;
    if (current.listed) entry.figures = figures_of(finding, vocabulary_);
    if (finding.cohort && finding.cohort->number())
      entry.cohort = fmt::format("{} pupils", finding.cohort->number()->to_string());
    const auto& interval = finding.interval;
    if (interval && interval->lower.number() && interval->upper.number())
      entry.interval = fmt::format("{}, 95% confidence interval: {} to {}", label_of(interval->measure, vocabulary_),
                                   interval->lower.number()->to_string(), interval->upper.number()->to_string());
    return entry;
  }

  void add(Entry entry, std::int64_t lineage) {
    Section& section = sections_[entry.change];
    ++section.total;
    schools_[entry.change].insert(lineage);
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
  std::set<Key> seen_;
  std::map<Change, Section> sections_;
  std::map<Change, std::set<std::int64_t>> schools_;
  std::set<std::int64_t> listed_;
  std::set<std::int64_t> unchanged_;
  std::vector<ToldFinding> will_be_told_;
};

std::string schools(std::size_t count) {
  return count == 0 ? std::string("no schools") : counted(static_cast<long long>(count), "school", "schools");
}

}  // namespace

std::size_t Digest::count(Change change) const {
  for (const auto& section : sections)
    if (section.change == change) return section.schools;
  return 0;
}

Digest make_digest(const DigestInput& input, const Vocabulary& vocabulary) {
  return Builder(input, vocabulary).build();
}

std::string bottom_line(const Digest& digest) {
  const std::string reminded = digest.reminders_in_all == 0
                                   ? std::string()
                                   : counted(static_cast<long long>(digest.reminders_in_all), "reminder", "reminders");
  if (digest.starting())
    return fmt::format("starting position: {} on the list{}{}", schools(digest.listed), reminded.empty() ? "" : ", ",
                       reminded);
  std::vector<std::string> parts;
  if (const auto count = digest.count(Change::added)) parts.push_back(schools(count) + " newly on the list");
  const auto more = [&](Change change, std::string_view alone, std::string_view after_others) {
    const auto count = digest.count(change);
    if (count == 0) return;
    parts.push_back(parts.empty() ? fmt::format("{} {}", schools(count), alone)
                                  : fmt::format("{} {}", count, after_others));
  };
  more(Change::changed, "changed on the list", "changed");
  more(Change::cleared, "removed from the list", "removed");
  more(Change::still, "still on the list", "still on it");
  if (!reminded.empty()) parts.push_back(reminded);
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
  return BarChart{fmt::format("Schools on the list, {}", rule.title), rule.history};
}

}  // namespace termwise::report
