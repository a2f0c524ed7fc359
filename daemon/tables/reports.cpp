#include "tables/reports.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.h"
#include "store/batches.h"
#include "store/links.h"
#include "tables/desk.h"
#include "tables/list.h"

namespace termwise::tables {
namespace {

Error no_such_report(const std::string& name) {
  std::vector<std::string> names;
  for (const auto& report : table_reports()) names.emplace_back(report.name);
  return {ExitCode::usage, fmt::format("There is no report {}.{} 'termwise report' names them.", quote(name),
                                       did_you_mean(name, names))};
}

Error not_taken(const TableReport& report, std::string_view option, Option as) {
  std::vector<std::string> takers;
  for (const auto& other : table_reports())
    if (other.takes(as)) takers.emplace_back(other.name);
  return {ExitCode::usage,
          fmt::format("The report {} does not take {}. These do: {}.", report.name, option, listed(takers))};
}

Result<void> check_options(const TableReport& report, const TableRequest& request) {
  if (request.school && !report.takes(Option::school)) return not_taken(report, "--urn", Option::school);
  if (request.gap && !report.takes(Option::gap)) return not_taken(report, "--gap", Option::gap);
  if (!request.from && !request.to) return {};
  if (!report.takes(Option::period)) return not_taken(report, "--from and --to", Option::period);
  if (!request.from || !request.to)
    return Error{ExitCode::usage, "Give both days, --from and --to, or an academic year, --year."};
  if (*request.to < *request.from)
    return Error{ExitCode::usage, "--to is before --from. Give the first day as --from and the last as --to."};
  if (request.year)
    return Error{ExitCode::usage, "--year says another period than --from and --to. Give one or the other."};
  return {};
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

const std::vector<TableReport>& table_reports() {
  static const std::vector<TableReport> kReports{
      progression_report(),   groups_report(),        exceptions_report(),
      attainment_report(),    key_stage_1_report(),   early_years_report(),
      absence_report(),       floor_changes_report(), national_indicators_report(),
      inspections_report(),   key_issues_report(),    value_for_money_report(),
      sip_workforce_report(), qa_summary_report(),    qa_findings_report(),
      feedback_report(),      services_report(),      data_pack_report(),
  };
  return kReports;
}

bool TableReport::takes(Option option) const {
  return std::find(options.begin(), options.end(), option) != options.end();
}

Result<report::Table> table_report(store::Reader& reader, const settings::Settings& settings,
                                   const TableRequest& request) {
  const auto& all = table_reports();
  const auto report =
      std::find_if(all.begin(), all.end(), [&](const TableReport& one) { return one.name == request.report; });
  if (report == all.end()) return no_such_report(request.report);
  TERMWISE_CHECK(check_options(*report, request));
  TERMWISE_TRY(const auto newest, store::highest_batch(reader, std::nullopt));
  const BatchId highest = request.known.value_or(newest.value_or(BatchId{0}));
  TERMWISE_TRY(const std::string whom, whom_in_words(reader, settings, request, highest));
  Desk desk(reader, settings, request, highest, whom);
  return report->make(desk);
}

}  // namespace termwise::tables
