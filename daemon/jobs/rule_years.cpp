#include "jobs/rule_years.h"

#include <algorithm>
#include <unordered_map>

#include <fmt/format.h>

#include "base/text.h"
#include "report/wording.h"

namespace termwise::jobs {
namespace {

constexpr std::string_view kNoStandard = "NO_STANDARD";  // nothing is judged in that year
constexpr std::string_view kNotKnown[] = {"NOT_EVALUABLE", "NOT_KNOWN"};
constexpr std::size_t kMostGaps = 3;    // different reasons that are said of one year
constexpr std::size_t kMostLabels = 3;  // measures that are named for one break

// Its place among the others, to which it is added where it is new.
template <typename T>
std::size_t add_new(std::vector<T>& to, const T& one) {
  const auto found = std::find(to.begin(), to.end(), one);
  const auto place = static_cast<std::size_t>(found - to.begin());
  if (found == to.end()) to.push_back(one);
  return place;
}

std::string with_reasons(std::string_view clause, std::vector<std::string> reasons) {
  if (reasons.empty()) return fmt::format("{}.", clause);
  if (reasons.size() > kMostGaps) {
    const std::size_t more = reasons.size() - kMostGaps;
    reasons.resize(kMostGaps);
    reasons.push_back(fmt::format("{} more", more));
  }
  return fmt::format("{}: {}.", clause, listed(reasons));
}

std::string gap_of(const wire::Rule& rule, const RuleVerdicts& verdicts) {
  if (!verdicts.failure.empty()) return verdicts.failure;
  if (verdicts.findings.empty()) return "The rule judged no school.";
  bool standard = false;
  std::vector<std::string> without_standard, not_known;
  for (const auto& finding : verdicts.findings) {
    const bool none_set = finding.outcome == kNoStandard;
    if (!none_set && is_known(rule, finding)) return {};
    standard = standard || !none_set;
    if (!finding.reason.empty())
      add_new(none_set ? without_standard : not_known, report::code_in_words(finding.reason));
  }
  return standard ? with_reasons("The rule could not tell of any school", std::move(not_known))
                  : with_reasons("No standard is set for this year", std::move(without_standard));
}

// What the national standards say of a year for which they set none. A standard's rule is named STAGE-STANDARD.
std::string said_by_standards(const settings::Settings& settings, const wire::Rule& rule, int year) {
  for (const auto& row : settings.standards)
    if (row.year.summer() == year && row.state != settings::StandardState::set &&
        fmt::format("{}-{}", row.stage, row.standard) == rule.id)
      return fmt::format(" {}.", row.source);
  return {};
}

std::string year_gap(const settings::Settings& settings, const wire::Rule& rule, const RuleYear& year) {
  if (year.las.empty())
    return "No file with schools of this year is loaded." + said_by_standards(settings, rule, year.year);
  std::vector<std::string> gaps;
  bool no_standard = true;
  for (const auto& la : year.las) {
    if (la.gap.empty()) return {};
    no_standard = no_standard && !la.judged.empty();
    add_new(gaps, la.gap);
  }
  gaps.resize(std::min(gaps.size(), kMostGaps));
  return fmt::format("{}", fmt::join(gaps, " ")) + (no_standard ? said_by_standards(settings, rule, year.year) : "");
}

// Why the figures of `year` do not compare with those before it; empty where they do.
std::string measure_break(const settings::Settings& settings, const RuleYear& before, const RuleYear& after) {
  std::vector<std::string> compared;
  for (const RuleYear* year : {&before, &after})
    for (const auto& la : year->las)
      for (const auto& measure : la.measures) add_new(compared, measure);
  std::sort(compared.begin(), compared.end());
  std::map<std::string, std::vector<std::string>> by_reason;
  for (const auto& code : compared) {
    const school::Measure* measure = settings.measure(code);
    if (measure == nullptr) continue;
    const auto found = measure->breaks.find(after.year);
    if (found != measure->breaks.end()) by_reason[found->second].push_back(measure->label);
  }
  std::string text;
  for (auto& [reason, labels] : by_reason) {
    if (labels.size() > kMostLabels) {
      const std::size_t more = labels.size() - kMostLabels;
      labels.resize(kMostLabels);
      labels.push_back(fmt::format("{} more", more));
    }
    text += fmt::format("{}{}: {}.", text.empty() ? "" : " ", listed(labels), reason);
  }
  return text;
}

struct Stand {
  const LaYear* la = nullptr;
  const Judged* judged = nullptr;
};

// Every school that was judged in the year, whichever LA it stood in.
class YearIndex {
 public:
  explicit YearIndex(const RuleYear& year) {
    for (const auto& la : year.las) {
      if (!la.gap.empty()) continue;
      las_.insert(la.la);
      for (const auto& judged : la.judged) stands_[judged.subject] = {&la, &judged};
    }
  }

  const Stand* find(std::int64_t subject) const {
    const auto found = stands_.find(subject);
    return found == stands_.end() ? nullptr : &found->second;
  }
  bool judged(const std::string& la) const { return las_.count(la) != 0; }
  std::vector<Stand> on_the_list() const {
    std::vector<Stand> found;
    for (const auto& [subject, stand] : stands_)
      if (stand.judged->listed) found.push_back(stand);
    std::sort(found.begin(), found.end(), [](const Stand& a, const Stand& b) {
      return std::tie(a.la->la, a.judged->subject) < std::tie(b.la->la, b.judged->subject);
    });
    return found;
  }

 private:
  std::unordered_map<std::int64_t, Stand> stands_;
  std::set<std::string> las_;
};

report::Movement movement(const Stand& on_list, const Stand* before, const Stand* after) {
  const auto name = on_list.la->names.find(on_list.judged->subject);
  report::Movement moved{(after != nullptr ? after : &on_list)->la->la,
                         on_list.judged->subject,
                         name == on_list.la->names.end() ? "" : name->second,
                         {},
                         {}};
  if (before != nullptr) moved.before = before->la->verdict_of(*before->judged);
  if (after != nullptr) moved.after = after->la->verdict_of(*after->judged);
  return moved;
}

void add_threshold(const wire::Predicate& predicate, LaYear& year) {
  if (predicate.threshold.reason != TW_PRESENT) return;
  const auto threshold = Decimal(predicate.threshold.value, static_cast<int>(predicate.threshold.scale)).to_string();
  const auto [place, is_new] = year.thresholds.try_emplace({predicate.measure, predicate.operator_code}, threshold);
  if (!is_new && place->second != threshold) place->second.clear();
}

}  // namespace

bool is_known(const wire::Rule& rule, const wire::Finding& finding) {
  if (wire::lists(rule, finding.outcome)) return true;
  if (std::find(std::begin(kNotKnown), std::end(kNotKnown), finding.outcome) != std::end(kNotKnown)) return false;
  const auto& compared = finding.predicates;
  return compared.empty() || std::any_of(compared.begin(), compared.end(),
                                         [](const auto& predicate) { return predicate.truth != TW_UNKNOWN; });
}

LaYear la_year(const LaCode& la, const wire::Rule& rule, RuleVerdicts verdicts,
               const std::map<std::int64_t, std::string>& names) {
  LaYear year{la.text(), gap_of(rule, verdicts), {}, {}, {}, {}, {}};
  year.judged.reserve(verdicts.findings.size());
  for (const auto& finding : verdicts.findings) {
    const bool on_list = wire::lists(rule, finding.outcome);
    const auto place = add_new(year.verdicts, report::Verdict{finding.outcome, finding.reason});
    year.judged.push_back({finding.subject, static_cast<std::uint32_t>(place), on_list, is_known(rule, finding)});
    const auto name = names.find(finding.subject);
    if (on_list && name != names.end()) year.names.insert(*name);
    for (const auto& predicate : finding.predicates) {
      add_new(year.measures, predicate.measure);
      add_threshold(predicate, year);
    }
  }
  return year;
}

report::BacktestYear describe_year(const settings::Settings& settings, const wire::Rule& rule, const RuleYear& year,
                                   const std::set<std::string>& las) {
  report::BacktestYear described;
  described.year = year.year;
  described.gap = year_gap(settings, rule, year);
  std::map<std::string, std::int64_t> counts;
  std::map<std::string, std::string> not_judged;
  for (const auto& la : las) not_judged[la] = "No file with its schools of this year is loaded.";
  for (const auto& la : year.las) {
    not_judged.erase(la.la);
    if (!la.gap.empty()) not_judged[la.la] = la.gap;
    for (const auto& judged : la.judged) {
      const std::string& outcome = la.verdict_of(judged).outcome;
      ++counts[outcome];
      if (!judged.known)
        ++described.not_known;
      else if (outcome != kNoStandard)
        ++described.judged;
      if (judged.listed) ++described.listed;
    }
  }
  if (!counts.empty())
    for (const auto& outcome : rule.outcomes) described.outcomes.emplace_back(outcome, counts[outcome]);
  if (described.gap.empty())
    for (const auto& [la, reason] : not_judged) described.las_not_judged.push_back({la, reason});
  return described;
}

void compare_years(const settings::Settings& settings, const RuleYear& before, const RuleYear& after,
                   const report::BacktestYear& described_before, report::BacktestYear& described) {
  if (!described.gap.empty()) return;
  if (!described_before.gap.empty())
    described.break_before = fmt::format("Nobody was judged in {}.", report::year_label(before.year));
  else
    described.break_before = measure_break(settings, before, after);
  if (!described.break_before.empty()) return list_without_comparison(after, described);
  described.compared = true;
  find_movements(before, after, described);
}

void find_movements(const RuleYear& year_before, const RuleYear& year_after, report::BacktestYear& described) {
  const YearIndex before(year_before);
  const YearIndex after(year_after);
  for (const auto& stand : after.on_the_list()) {
    const Stand* then = before.find(stand.judged->subject);
    if (then != nullptr)
      (then->judged->listed  ? described.stayed
       : then->judged->known ? described.entered
                             : described.from_not_known)
          .push_back(movement(stand, then, &stand));
    else if (before.judged(stand.la->la))
      described.entered.push_back(movement(stand, nullptr, &stand));
    else
      described.not_compared.push_back(movement(stand, nullptr, &stand));
  }
  for (const auto& stand : before.on_the_list()) {
    const Stand* now = after.find(stand.judged->subject);
    // A school of an LA that was not judged this year has not left anything.
    if ((now != nullptr && !now->judged->listed) || (now == nullptr && after.judged(stand.la->la)))
      (now == nullptr || now->judged->known ? described.left : described.to_not_known)
          .push_back(movement(stand, &stand, now));
  }
}

void list_without_comparison(const RuleYear& year, report::BacktestYear& described) {
  if (!described.gap.empty()) return;
  for (const auto& stand : YearIndex(year).on_the_list())
    described.not_compared.push_back(movement(stand, nullptr, &stand));
}

}  // namespace termwise::jobs
