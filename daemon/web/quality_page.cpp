#include <algorithm>
#include <charconv>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "calendar/london.h"
#include "report/page_links.h"
#include "store/quality.h"
#include "web/pages.h"
#include "web/paging.h"
#include "web/texts.h"
#include "web/visible.h"

namespace termwise::web {
namespace {

using nlohmann::json;

constexpr std::size_t kRowsAPage = 200;

// What the reader asks for, as the address has it and as the store takes it.
struct Wish {
  std::string severity;
  std::string file;  // a batch's number; empty: all
  std::string explained;
  std::size_t page = 1;
  store::IssueFilter filter;
};

Result<void> choose_file(Wish& wish, const std::vector<store::FileQuality>& files, const LaCode& la) {
  for (const auto& file : files)
    if (wish.file.empty() || std::to_string(file.batch.value) == wish.file) wish.filter.batches.push_back(file.batch);
  if (!wish.file.empty() && wish.filter.batches.empty())
    return Error{ExitCode::usage,
                 fmt::format("{} is not the number of a file with schools of LA {}.", quote(wish.file), la.text())};
  return {};
}

Result<Wish> wish_of(const PageContext& context, const std::vector<store::FileQuality>& files, const LaCode& la) {
  Wish wish{context.parameter("severity"), context.parameter("file"), context.parameter("explained"), 1, {}};
  if (!wish.severity.empty()) {
    wish.filter.severity = school::severity_named(wish.severity);
    if (!wish.filter.severity)
      return Error{ExitCode::usage,
                   fmt::format("{} is no kind of issue; there are error, query and repair.", quote(wish.severity))};
  }
  if (!wish.explained.empty()) {
    if (wish.explained != "yes" && wish.explained != "no")
      return Error{ExitCode::usage, fmt::format("Issues are explained, yes or no; not {}.", quote(wish.explained))};
    wish.filter.explained = wish.explained == "yes";
  }
  TERMWISE_CHECK(choose_file(wish, files, la));
  TERMWISE_TRY(wish.page, page_asked_for(context));
  return wish;
}

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

json issue_view(const store::PlacedIssue& placed) {
  const auto& stored = placed.stored;
  const auto& issue = stored.issue;
  json view{{"id", stored.id},
            {"severity", name(issue.severity)},
            {"class", issue.severity == school::Severity::error ? "problem" : "quiet"},
            {"file", stored.file_name},
            {"line", issue.line == 0 ? json(false) : json(issue.line)},
            {"column", issue.column == 0 ? json(false) : json(issue.column)},
            {"column_name", issue.column_name},
            {"raw_value", issue.raw_value},
            {"rule", issue.rule},
            {"advice", issue.advice},
            {"explanation", stored.explanation},
            {"explained_by", placed.explained_by},
            {"urn", false}};
  if (issue.urn) view["urn"] = issue.urn->value;
  view["school_path"] =
      issue.urn && !placed.la.empty() ? json(report::school_path(placed.la, issue.urn->value)) : json(false);
  return view;
}

json options(const std::vector<std::pair<std::string, std::string>>& choices, const std::string& chosen) {
  json list = json::array();
  for (const auto& [value, label] : choices)
    list.push_back({{"value", value}, {"label", label}, {"chosen", value == chosen}});
  return list;
}

json filter_view(const Wish& wish, const std::vector<store::FileQuality>& files, const LaCode& la) {
  std::vector<std::pair<std::string, std::string>> names{{"", "All files"}};
  for (const auto& file : files)
    names.emplace_back(std::to_string(file.batch.value), fmt::format("{} ({})", file.file_name, file.batch.value));
  return {{"action", report::quality_path(la.text())},
          {"severities", options({{"", "All kinds"}, {"error", "Errors"}, {"query", "Queries"}, {"repair", "Repairs"}},
                                 wish.severity)},
          {"files", options(names, wish.file)},
          {"explained",
           options({{"", "Explained or not"}, {"no", "Not explained"}, {"yes", "Explained"}}, wish.explained)}};
}

}  // namespace

Result<Response> quality_page(const PageContext& context) {
  TERMWISE_TRY(const LaCode la, context.la(0));
  TERMWISE_TRY(const auto files, store::files_of_la(context.reader, la));
  TERMWISE_TRY(const Wish wish, wish_of(context, files, la));
  TERMWISE_TRY(const std::size_t total, store::count_issues(context.reader, wish.filter));
  const std::size_t skipped = (wish.page - 1) * kRowsAPage;
  if (wish.page > 1 && skipped >= total)
    return Error{ExitCode::usage, fmt::format("There is no page {}; the last is {}.", wish.page,
                                              std::max<std::size_t>(1, (total + kRowsAPage - 1) / kRowsAPage))};
  TERMWISE_TRY(const auto issues, store::page_of_issues(context.reader, wish.filter, skipped, kRowsAPage));
  TERMWISE_TRY(
      std::string pages, paging(wish.page, skipped + issues.size() < total, [&](const std::string& number) {
        return report::quality_path(
            la.text(),
            {{"severity", wish.severity}, {"file", wish.file}, {"explained", wish.explained}, {"page", number}});
      }));
  json view{{"files", json::array()},
            {"any_files", !files.empty()},
            {"issues", json::array()},
            {"total", counted(static_cast<long long>(total), "issue", "issues")},
            {"first", issues.empty() ? json(false) : json(skipped + 1)},
            {"last", skipped + issues.size()},
            {"filter", filter_view(wish, files, la)}};
  for (const auto& file : files) view["files"].push_back(file_view(file));
  for (const auto& issue : issues) view["issues"].push_back(issue_view(issue));
  view = visible(std::move(view));
  view["paging"] = std::move(pages);
  const std::string title = fmt::format("Data quality of {}", context.configuration.settings.la(la).name);
  return page(context, {title, la.text(), "quality"}, texts::quality_html_mustache, view);
}

}  // namespace termwise::web
