#include <unistd.h>

#include <chrono>
#include <nlohmann/json.hpp>

#include <fmt/format.h>

#include "app/arguments.h"
#include "app/commands.h"
#include "app/known_on.h"
#include "app/workspace.h"
#include "base/text.h"
#include "jobs/table_reports.h"
#include "report/text_table.h"

namespace termwise::app {
namespace {

school::Audience audience_argument(const std::string& text) {
  if (text == "team") return school::Audience::team;
  return text == "public" ? school::Audience::everybody : school::Audience::outside;
}

Result<Decimal> gap_argument(const std::string& text) {
  const auto gap = Decimal::parse(text);
  if (!gap || *gap < Decimal(0) || *gap > Decimal(100))
    return Error{ExitCode::usage,
                 fmt::format("--gap {} is not a number of percentage points. Write it like 10 or 7.5.", quote(text))};
  return *gap;
}

Result<jobs::TableRequest> request_of(store::Reader& reader, const ReportOptions& options) {
  TERMWISE_TRY(const auto la, la_argument(options.la));
  if (!la) return Error{ExitCode::usage, "--la is empty. Write the Local Authority's three digits, like 886."};
  jobs::TableRequest request{options.name, *la, {}, {}, audience_argument(options.audience), {}, {}};
  TERMWISE_TRY(request.year, year_argument(options.year));
  if (options.urn != 0) request.school = Urn{options.urn};
  TERMWISE_TRY(request.gap, gap_argument(options.gap));
  TERMWISE_TRY(request.known, known_on_argument(reader, options.known_on));
  return request;
}

int list_reports(const ReportOptions& options) {
  if (options.output.json || options.output.format == "json") {
    auto all = nlohmann::ordered_json::array();
    for (const auto& report : jobs::kTableReports)
      all.push_back({{"report", report.name}, {"about", report.about}, {"pupils", report.of_pupils}});
    fmt::print("{}\n", all.dump(2));
    return 0;
  }
  report::TextTable table({{"report", report::Side::left}, {"about", report::Side::left}});
  for (const auto& report : jobs::kTableReports) table.add({std::string(report.name), std::string(report.about)});
  fmt::print("{}", table.text());
  return 0;
}

}  // namespace

int report_command(const settings::Settings& settings, const ReportOptions& options) {
  if (options.list) return list_reports(options);
  if (options.output.format == "xlsx" && options.output.out.empty() && ::isatty(STDOUT_FILENO) != 0)
    return fail({ExitCode::usage, "A workbook is not for a terminal. Name a file for it: --out FILE.xlsx."});
  auto access = DatabaseAccess::open(settings);
  if (!access) return fail(access.error());
  auto reader = store::Reader::open(access->url());
  if (!reader) return fail(reader.error());
  const auto request = request_of(*reader, options);
  if (!request) return fail(request.error());
  const auto table = jobs::table_report(*reader, settings, *request);
  if (!table) return fail(table.error());
  return put_out(options.output,
                 {[&] { return report::table_text(*table); }, [&] { return report::table_json(*table); },
                  [&] { return report::table_csv(*table); }, [&] { return report::table_page(*table); },
                  [&] { return report::table_workbook(*table, std::chrono::system_clock::now()); }});
}

}  // namespace termwise::app
