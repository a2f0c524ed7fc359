#include "web/quality_filter.h"

#include <fmt/format.h>

#include "base/text.h"
#include "web/findings_filter.h"

namespace termwise::web {
namespace {

Result<void> choose_files(QualityFilter& filter, const LaCode& la) {
  auto& batches = filter.query.batches.emplace();
  for (const auto& file : filter.files)
    if (filter.file.empty() || std::to_string(file.batch.value) == filter.file) batches.push_back(file.batch);
  if (!filter.file.empty() && batches.empty())
    return Error{ExitCode::usage,
                 fmt::format("{} is not the number of a file with schools of LA {}.", quote(filter.file), la.text())};
  return {};
}

Result<void> choose_kind(QualityFilter& filter) {
  if (!filter.severity.empty()) {
    filter.query.severity = school::severity_named(filter.severity);
    if (!filter.query.severity)
      return Error{ExitCode::usage,
                   fmt::format("{} is no kind of issue; there are error, query and repair.", quote(filter.severity))};
  }
  if (filter.explained.empty()) return {};
  if (filter.explained != "yes" && filter.explained != "no")
    return Error{ExitCode::usage, fmt::format("Issues are explained, yes or no; not {}.", quote(filter.explained))};
  filter.query.explained = filter.explained == "yes";
  return {};
}

}  // namespace

report::QueryParameters QualityFilter::parameters() const {
  return {{"severity", severity}, {"rule", rule}, {"file", file}, {"explained", explained}};
}

Result<QualityFilter> read_quality_filter(const PageContext& context, const LaCode& la) {
  QualityFilter filter;
  filter.severity = context.parameter("severity");
  filter.rule = context.parameter("rule");
  filter.file = context.parameter("file");
  filter.explained = context.parameter("explained");
  if (filter.rule.size() > kLongestFilter)
    return Error{ExitCode::usage,
                 fmt::format("The parameter rule is longer than the {} bytes that it may have.", kLongestFilter)};
  if (!filter.rule.empty()) filter.query.rule = filter.rule;
  filter.query.la = la;
  TERMWISE_TRY(filter.files, store::files_of_la(context.reader, la));
  TERMWISE_CHECK(choose_kind(filter));
  TERMWISE_CHECK(choose_files(filter, la));
  TERMWISE_TRY(filter.rules, store::rules_with_issues(context.reader, filter.query.batches));
  return filter;
}

}  // namespace termwise::web
