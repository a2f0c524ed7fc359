#include "jobs/table_reports.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.h"
#include "jobs/table_report_parts.h"
#include "store/batches.h"
#include "store/links.h"

namespace termwise::jobs {
namespace {

constexpr std::size_t kMostFilesNamed = 4;

Error no_such_report(const std::string& name) {
  std::vector<std::string> names;
  for (const auto& report : kTableReports) names.emplace_back(report.name);
  return {ExitCode::usage, fmt::format("There is no report {}.{} 'termwise report --list' names them.", quote(name),
                                       did_you_mean(name, names))};
}

Result<std::string> whom_in_words(store::Reader& reader, const settings::Settings& settings,
                                  const TableRequest& request, BatchId highest) {
  if (request.school) {
    TERMWISE_TRY(const auto names, store::names_of_schools(reader, {*request.school}, highest));
    const auto name = names.find(request.school->value);
    if (name == names.end()) return fmt::format("the school with URN {}", request.school->value);
    return fmt::format("{} (URN {})", name->second, request.school->value);
  }
  const auto la = std::find_if(settings.las.begin(), settings.las.end(),
                               [&](const settings::LocalAuthority& one) { return one.code == request.la; });
  if (la == settings.las.end()) return fmt::format("Local Authority {}", request.la.text());
  return fmt::format("{} ({})", la->name, request.la.text());
}

}  // namespace

Result<report::Table> table_report(store::Reader& reader, const settings::Settings& settings,
                                   const TableRequest& request) {
  TERMWISE_TRY(const auto newest, store::highest_batch(reader, std::nullopt));
  const BatchId highest = request.known.value_or(newest.value_or(BatchId{0}));
  TERMWISE_TRY(const std::string whom, whom_in_words(reader, settings, request, highest));
  const TableScope scope{request, settings, highest, whom};
  if (request.report == "progression") return progression_report(reader, scope);
  if (request.report == "groups") return groups_report(reader, scope);
  if (request.report == "absence") return absence_report(reader, scope);
  if (request.report == "early-years") return early_years_report(reader, scope);
  return no_such_report(request.report);
}

Result<std::string> source_in_words(store::Reader& reader, const std::set<std::int64_t>& batches) {
  std::vector<std::string> files;
  for (const std::int64_t batch : batches) {
    if (files.size() == kMostFilesNamed) break;
    TERMWISE_TRY(const auto read, store::read_batch(reader, BatchId{batch}));
    files.push_back(fmt::format("{} (batch {})", read.file_name, batch));
  }
  if (batches.size() > files.size())
    files.push_back(counted(static_cast<long long>(batches.size() - files.size()), "more file", "more files"));
  return fmt::format("Source: {}.", listed(files));
}

std::string audience_in_words(school::Audience audience) {
  if (audience == school::Audience::team)
    return "For the school improvement team only: nothing is withheld here, so do not pass it on. SUPP: withheld by "
           "the "
           "publisher.";
  const auto rule = school::suppression_for(audience);
  std::string reasons = fmt::format("it is of a group of {} pupils or fewer, ", rule.largest_hidden);
  if (rule.largest_uniform_hidden > rule.largest_hidden)
    reasons += fmt::format("all or none of {} pupils or fewer reached it, ", rule.largest_uniform_hidden);
  return fmt::format("For {}. SUPP: withheld because {}or such a figure could be worked out from it.",
                     audience == school::Audience::outside ? "readers outside the team" : "the public", reasons);
}

Error nothing_loaded(const TableScope& scope, std::string_view what) {
  return {ExitCode::data,
          fmt::format("No {} of {}{} {} loaded. Load a file that has them: 'termwise ingest FILE'.", what, scope.whom,
                      scope.request.year ? fmt::format(" in {}", scope.request.year->label()) : std::string(),
                      scope.request.known ? "had by then been" : "are")};
}

report::TableCell cell_of(const std::optional<Decimal>& number) {
  if (!number) return report::NoFigure{};
  return *number;
}

report::TableCell count_cell(std::int64_t count) { return Decimal(count); }

report::TableCell cell_unless(bool hidden, report::TableCell cell) {
  if (hidden) return report::Withheld{};
  return cell;
}

}  // namespace termwise::jobs
