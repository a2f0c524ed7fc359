#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "app/arguments.h"
#include "app/commands.h"
#include "app/known_on.h"
#include "app/workspace.h"
#include "base/text.h"
#include "jobs/declared_rules.h"
#include "report/finding_json.h"
#include "report/summary.h"
#include "store/runs.h"

namespace termwise::app {
namespace {

Result<store::FindingFilter> to_filter(store::Reader& reader, const FindingsOptions& options) {
  store::FindingFilter filter;
  TERMWISE_TRY(filter.la, la_argument(options.la));
  TERMWISE_TRY(filter.year, year_argument(options.year));
  filter.job = text_argument(options.job);
  filter.rule = text_argument(options.rule);
  filter.outcome = text_argument(options.outcome);
  if (options.run != 0) {
    filter.run = RunId{options.run};
    TERMWISE_TRY(const store::Run run, store::read_run(reader, *filter.run));
    if (run.state != store::RunState::succeeded)
      return Error{ExitCode::data, fmt::format("Run {} has no findings, because it is {}. {}", run.id.value,
                                               store::name(run.state), run.sentence)};
  }
  TERMWISE_TRY(filter.known, known_on_argument(reader, options.known_on));
  return filter;
}

std::vector<std::pair<std::string, std::int64_t>> count_outcomes(const std::vector<report::FindingRow>& rows) {
  // Rows come most important first, and so do their counts.
  std::vector<std::pair<std::string, std::int64_t>> counts;
  for (const auto& row : rows) {
    const auto found = std::find_if(counts.begin(), counts.end(),
                                    [&](const auto& entry) { return entry.first == row.finding.outcome; });
    if (found == counts.end())
      counts.emplace_back(row.finding.outcome, 1);
    else
      ++found->second;
  }
  return counts;
}

}  // namespace

int findings_command(const settings::Settings& settings, const FindingsOptions& options) {
  auto access = DatabaseAccess::open(settings);
  if (!access) return fail(access.error());
  auto reader = store::Reader::open(access->url());
  if (!reader) return fail(reader.error());
  const auto filter = to_filter(*reader, options);
  if (!filter) return fail(filter.error());
  auto found = store::find_findings(*reader, filter.value());
  if (!found) return fail(found.error());

  std::vector<report::FindingRow> rows;
  for (auto& stored : *found)
    rows.push_back({std::move(stored.finding), stored.la.text(), std::move(stored.subject_name),
                    std::move(stored.rule_version), stored.run.value});
  if (options.json && options.most == 0) {
    fmt::print("{}", report::findings_json(rows));
    return 0;
  }
  jobs::DeclaredRules rules(*reader);
  report::sort_by_importance(rows,
                             [&](const auto& row) { return rules.of(RunId{row.run}, row.finding.rule).rule.outcomes; });
  const auto counts = count_outcomes(rows);
  if (options.most != 0 && rows.size() > options.most)
    rows.erase(rows.begin() + static_cast<std::ptrdiff_t>(options.most), rows.end());
  if (options.json)
    fmt::print("{}", report::findings_json(rows));
  else
    fmt::print("{}{}.\n", report::findings_text(rows), report::outcome_counts(counts));
  return 0;
}

}  // namespace termwise::app
