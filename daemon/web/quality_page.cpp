#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "calendar/london.h"
#include "jobs/quality_rows.h"
#include "report/page_links.h"
#include "report/wording.h"
#include "store/quality.h"
#include "web/pages.h"
#include "web/paging.h"
#include "web/quality_filter.h"
#include "web/texts.h"
#include "web/visible.h"

namespace termwise::web {
namespace {

using nlohmann::json;

constexpr std::size_t kRowsAPage = 200;

json file_view(const store::FileQuality& file) {
  const auto& sums = file.sums;
  return {{"number", file.batch.value},
          {"name", file.file_name},
          {"sha256", file.file.hex().substr(0, 12)},
          {"dataset", file.dataset},
          {"year", file.year.label()},
          {"loaded", calendar::london_minute(file.committed_at)},
          {"rows", sums.rows},
          {"accepted", sums.accepted},
          {"repaired", sums.repaired},
          {"rejected", sums.rejected},
          {"aggregate", sums.aggregate},
          {"errors", file.errors},
          {"queries", file.queries},
          {"unexplained", file.unexplained == 0 ? json(false) : json(file.unexplained)},
          {"repairs", file.repairs}};
}

json issue_view(const report::QualityRow& row) {
  const auto& issue = row.issue;
  json view{{"id", row.id},
            {"severity", name(issue.severity)},
            {"class", issue.severity == school::Severity::error ? "problem" : "quiet"},
            {"file", row.file_name},
            {"line", issue.line == 0 ? json(false) : json(issue.line)},
            {"column", issue.column == 0 ? json(false) : json(issue.column)},
            {"column_name", issue.column_name},
            {"raw_value", issue.raw_value},
            {"rule", issue.rule},
            {"advice", issue.advice},
            {"year", issue.summer == 0 ? std::string() : report::year_label(issue.summer)},
            {"explanation", row.note ? json(row.note->text) : json(false)},
            {"origin", row.note ? json(report::note_origin(*row.note)) : json(false)},
            {"earlier", row.otherwise ? json(row.otherwise->note.text) : json(false)},
            {"earlier_origin", row.otherwise ? json(report::otherwise_origin(*row.otherwise)) : json(false)},
            {"urn", false}};
  if (issue.urn) view["urn"] = issue.urn->value;
  view["school_path"] =
      issue.urn && issue.la_code ? json(report::school_path(issue.la_code->text(), issue.urn->value)) : json(false);
  return view;
}

json options(const std::vector<std::pair<std::string, std::string>>& choices, const std::string& chosen) {
  json list = json::array();
  for (const auto& [value, label] : choices)
    list.push_back({{"value", value}, {"label", label}, {"chosen", value == chosen}});
  return list;
}

json filter_view(const QualityFilter& filter, const LaCode& la) {
  std::vector<std::pair<std::string, std::string>> names{{"", "All files"}};
  for (const auto& file : filter.files)
    names.emplace_back(std::to_string(file.batch.value), fmt::format("{} ({})", file.file_name, file.batch.value));
  std::vector<std::pair<std::string, std::string>> rules{{"", "All rules"}};
  for (const auto& rule : filter.rules) rules.emplace_back(rule, rule);
  // A form that forgets what it filters by misleads.
  if (!filter.rule.empty() && std::find(filter.rules.begin(), filter.rules.end(), filter.rule) == filter.rules.end())
    rules.emplace_back(filter.rule, filter.rule);
  return {{"action", report::quality_path(la.text())},
          {"severities", options({{"", "All kinds"}, {"error", "Errors"}, {"query", "Queries"}, {"repair", "Repairs"}},
                                 filter.severity)},
          {"rules", options(rules, filter.rule)},
          {"files", options(names, filter.file)},
          {"explained",
           options({{"", "Explained or not"}, {"no", "Not explained"}, {"yes", "Explained"}}, filter.explained)}};
}

}  // namespace

Result<Response> quality_page(const PageContext& context) {
  TERMWISE_TRY(const LaCode la, context.la(0));
  TERMWISE_TRY(const QualityFilter filter, read_quality_filter(context, la));
  TERMWISE_TRY(const std::size_t number, page_asked_for(context));
  TERMWISE_TRY(const std::size_t total, store::count_issues(context.reader, filter.query));
  const std::size_t skipped = (number - 1) * kRowsAPage;
  if (number > 1 && skipped >= total)
    return Error{ExitCode::usage, fmt::format("There is no page {}; the last is {}.", number,
                                              std::max<std::size_t>(1, (total + kRowsAPage - 1) / kRowsAPage))};
  TERMWISE_TRY(const auto issues,
               jobs::quality_rows(context.reader, filter.query, store::FileOrder::newest_first, skipped, kRowsAPage));
  TERMWISE_TRY(std::string pages, paging(number, skipped + issues.size() < total, [&](const std::string& other) {
                 auto parameters = filter.parameters();
                 parameters.emplace_back("page", other);
                 return report::quality_path(la.text(), parameters);
               }));
  json view{{"files", json::array()},
            {"any_files", !filter.files.empty()},
            {"issues", json::array()},
            {"total", counted(static_cast<long long>(total), "issue", "issues")},
            {"first", issues.empty() ? json(false) : json(skipped + 1)},
            {"last", skipped + issues.size()},
            {"csv", report::quality_csv_path(la.text(), filter.parameters())},
            {"filter", filter_view(filter, la)}};
  for (const auto& file : filter.files) view["files"].push_back(file_view(file));
  for (const auto& issue : issues) view["issues"].push_back(issue_view(issue));
  view = visible(std::move(view));
  view["paging"] = std::move(pages);
  const std::string title = fmt::format("Data quality of {}", context.configuration.settings.la(la).name);
  return page(context, {title, la.text(), "quality"}, texts::quality_html_mustache, view);
}

}  // namespace termwise::web
