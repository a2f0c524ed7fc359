// What inspectors most often said that schools must improve, ranked.
#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "report/wording.h"
#include "tables/cells.h"
#include "tables/list.h"
#include "tables/period.h"

namespace termwise::tables {
namespace {

using report::Table;
using school::Share;

using Inspection = std::pair<std::int64_t, std::string>;  // the school's URN and the inspection's number

const Sheet kIssues{"inspection_issue", "key issues of inspections", {}, {"inspection", "key_issue"}};
const Sheet kInspections{"ofsted", "inspections", {}, {"started_on"}};

// Only where the period is not of whole academic years: then the inspection itself says its day.
Result<std::map<Inspection, std::chrono::year_month_day>> days_of(Desk& desk, const Period& period) {
  std::map<Inspection, std::chrono::year_month_day> days;
  if (period.is_whole_years()) return days;
  TERMWISE_TRY(const auto rows, desk.schools(kInspections, period.summers()));
  for (const Row& row : rows)
    if (const auto began = row.date("started_on")) days[{row.urn(), row.item()}] = *began;
  return days;
}

Result<Table> make(Desk& desk) {
  TERMWISE_TRY(const Period period, period_of(desk, kIssues));
  TERMWISE_TRY(const auto rows, desk.schools(kIssues, period.summers()));
  TERMWISE_TRY(const auto days, days_of(desk, period));
  std::map<std::string, std::set<Inspection>> issues;
  std::set<Inspection> inspections;
  std::set<Inspection> undated;
  for (const Row& row : rows) {
    const Inspection inspection{row.urn(), row.text("inspection")};
    if (!period.is_whole_years()) {
      const auto began = days.find(inspection);
      if (began == days.end()) undated.insert(inspection);
      if (began == days.end() || !period.holds(began->second)) continue;
    }
    inspections.insert(inspection);
    issues[row.text("key_issue")].insert(inspection);
  }
  if (inspections.empty()) return nothing_in(desk, kIssues, period);
  std::vector<std::pair<std::string, std::int64_t>> ranked;
  for (const auto& [issue, found] : issues) ranked.emplace_back(issue, static_cast<std::int64_t>(found.size()));
  std::stable_sort(ranked.begin(), ranked.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
  TERMWISE_TRY(
      Table table,
      desk.table("Key issues of inspections", period.in_words(),
                 {{"Rank", "", false}, {"Issue", "", false}, {"Inspections"}, {"Of inspections with an issue", "%"}}));
  std::size_t rank = 0;
  for (std::size_t i = 0; i < ranked.size(); ++i) {
    const auto& [issue, count] = ranked[i];
    if (i == 0 || count != ranked[i - 1].second) rank = i + 1;
    const bool shared = rank < ranked.size() && ranked[rank].second == count;
    table.rows.push_back({fmt::format("{}{}", rank, shared ? "=" : ""), report::sentence_case(issue), count_cell(count),
                          percent_cell(Share{count, static_cast<std::int64_t>(inspections.size())})});
  }
  table.notes = {
      fmt::format("Of {} inspections that have at least one issue on record. An inspection counts once for each of its "
                  "issues; issues of as many inspections share a rank, which is marked with =.",
                  inspections.size()),
      "It counts inspections and not pupils, so that nothing is withheld."};
  if (!undated.empty())
    table.notes.push_back(
        undated.size() == 1
            ? std::string("1 inspection is left out, since no file says when it began.")
            : fmt::format("{} inspections are left out, since no file says when they began.", undated.size()));
  return table;
}

}  // namespace

TableReport key_issues_report() {
  return {"key-issues", "What inspectors most often said that schools must improve, ranked", {Option::period}, make};
}

}  // namespace termwise::tables
