#include "jobs/digest_facts.h"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "jobs/declared_rules.h"
#include "report/summary.h"
#include "store/overview.h"
#include "store/runs.h"
#include "wire/job_names.h"

namespace termwise::jobs {
namespace {

constexpr std::string_view kNoStandard = "NO_STANDARD";  // of a year: nothing is judged in it
constexpr std::size_t kMostProblems = 20;

// One rule's findings of one year.
struct YearOfRule {
  RunId run;
  std::vector<store::StoredFinding> findings;
  std::set<std::int64_t> listed;  // subjects
  bool has_standard = false;
};
using YearsOfRule = std::map<int, YearOfRule>;

Result<std::map<std::string, YearsOfRule>> read_rules(store::Reader& reader, DeclaredRules& rules, const LaCode& la,
                                                      const std::vector<std::string>& jobs) {
  std::map<std::string, YearsOfRule> by_rule;
  store::FindingFilter filter;
  filter.la = la;
  TERMWISE_TRY(auto found, store::find_findings(reader, filter));
  for (auto& stored : found) {
    const auto& rule = rules.of(stored.run, stored.finding.rule).rule;
    // Without its outcomes none of them would list a school, and every school would be told to be cleared.
    if (rule.outcomes.empty())
      return Error{ExitCode::internal,
                   fmt::format("What the plugin of run {} declared of its rule {} cannot be read, so that no digest "
                               "can say which schools it puts on the list. Run its job again with a plugin that "
                               "Termwise can describe.",
                               stored.run.value, stored.finding.rule)};
    if (!jobs.empty() && std::find(jobs.begin(), jobs.end(), rule.job) == jobs.end()) continue;
    YearOfRule& year = by_rule[stored.finding.rule][stored.finding.year];
    year.run = stored.run;
    year.has_standard = year.has_standard || stored.finding.outcome != kNoStandard;
    if (wire::lists(rule, stored.finding.outcome)) year.listed.insert(stored.finding.subject);
    year.findings.push_back(std::move(stored));
  }
  return by_rule;
}

// The latest year with a standard, or the latest of all.
int current_year(const YearsOfRule& years) {
  for (auto year = years.rbegin(); year != years.rend(); ++year)
    if (year->second.has_standard) return year->first;
  return years.rbegin()->first;
}

std::string note_on_later_years(const YearsOfRule& years, int current) {
  std::string later;
  for (const auto& [year, findings] : years)
    if (year > current) later += (later.empty() ? "" : " and ") + report::year_label(year);
  return later.empty() ? later : fmt::format("No standard is set for {}.", later);
}

report::RuleStanding standing_of(const std::string& rule, const YearsOfRule& years, DeclaredRules& rules) {
  const int current = current_year(years);
  const RunId run = years.at(current).run;
  const DeclaredRule& declared = rules.of(run, rule);
  report::RuleStanding standing{
      rule, declared.rule.title, current, run.value, declared.plugin, {}, note_on_later_years(years, current)};
  for (const auto& [year, of_year] : years)
    if (of_year.has_standard)
      standing.history.push_back({report::year_label(year), static_cast<std::int64_t>(of_year.listed.size()),
                                  static_cast<std::int64_t>(of_year.findings.size())});
  return standing;
}

// Walks back for as long as it was listed in every year.
void set_since(report::CurrentFinding& current, const YearsOfRule& years) {
  const auto& finding = current.row.finding;
  int since = finding.year;
  auto before = years.find(since - 1);
  while (before != years.end() && before->second.listed.count(finding.subject) != 0) {
    since = before->first;
    before = years.find(since - 1);
  }
  current.since = since;
  current.since_is_first = before == years.end();
}

std::vector<report::CurrentFinding> current_findings(std::map<std::string, YearsOfRule>& by_rule,
                                                     DeclaredRules& rules) {
  std::vector<report::FindingRow> rows;
  for (auto& [rule, years] : by_rule)
    for (auto& stored : years.at(current_year(years)).findings)
      rows.push_back({std::move(stored.finding), stored.la.text(), std::move(stored.subject_name),
                      std::move(stored.rule_version), stored.run.value});
  report::sort_by_importance(rows,
                             [&](const auto& row) { return rules.of(RunId{row.run}, row.finding.rule).rule.outcomes; });
  std::vector<report::CurrentFinding> current;
  for (auto& row : rows) {
    const YearsOfRule& years = by_rule.at(row.finding.rule);
    report::CurrentFinding one{std::move(row), 0, false, 0, false};
    one.lineage = one.row.finding.subject;
    one.listed = years.at(one.row.finding.year).listed.count(one.row.finding.subject) != 0;
    if (one.listed) set_since(one, years);
    current.push_back(std::move(one));
  }
  return current;
}

// What readers must know of a failed ingest: that these results are older than they might be. The rest is the owner's.
Result<std::vector<std::string>> problems_of(store::Reader& reader, const LaCode& la) {
  TERMWISE_TRY(const auto unsettled, store::list_occurrences(reader, la, store::Which::unsettled, kMostProblems));
  std::vector<std::string> problems;
  for (const auto& occurrence : unsettled) {
    if (occurrence.job != "ingest" || !occurrence.ended) continue;
    problems.push_back(
        fmt::format("The file {} could not be loaded on {}; what this digest says rests on the data loaded "
                    "before it.",
                    occurrence.file, report::long_minute(*occurrence.ended)));
  }
  return problems;
}

}  // namespace

Result<DigestFacts> digest_facts(store::Reader& reader, const LaCode& la, const std::vector<std::string>& jobs) {
  DeclaredRules rules(reader);
  TERMWISE_TRY(auto by_rule, read_rules(reader, rules, la, jobs));
  DigestFacts facts;
  for (const auto& [rule, years] : by_rule) facts.rules.push_back(standing_of(rule, years, rules));
  facts.findings = current_findings(by_rule, rules);
  TERMWISE_TRY(facts.files, store::files_of_la(reader, la));
  TERMWISE_TRY(facts.problems, problems_of(reader, la));
  facts.reminders = jobs.empty() || std::find(jobs.begin(), jobs.end(), wire::kRemindersJob) != jobs.end();
  return facts;
}

}  // namespace termwise::jobs
