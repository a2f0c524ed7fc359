#include <fmt/format.h>

#include "jobs/declared_rules.h"
#include "report/csv.h"
#include "report/wording.h"
#include "store/finding_list.h"
#include "web/findings_filter.h"
#include "web/pages.h"

namespace termwise::web {
namespace {

constexpr std::string_view kHeader =
    "la,urn,school,year,rule,rule_version,outcome,reason,notes,basis,sentence,cohort,run\r\n";

std::string joined(const std::vector<std::string>& notes) { return fmt::format("{}", fmt::join(notes, "; ")); }

// A figure is a number that this program wrote, or the name of the reason why there is none.
std::string figure(const std::optional<school::Value>& value) {
  if (!value) return {};
  return value->number() ? value->number()->to_string() : std::string(school::name(*value->missing()));
}

std::string row(const LaCode& la, const FindingsFilter& filter, const store::ListedFinding& listed) {
  const auto& finding = listed.finding;
  return fmt::format("{},{},{},{},{},{},{},{},{},{},{},{},{}\r\n", la.text(), finding.subject,
                     report::csv_cell(listed.subject_name), report::year_label(finding.year),
                     report::csv_cell(finding.rule), report::csv_cell(filter.version_of(listed.run, finding.rule)),
                     report::csv_cell(finding.outcome), report::csv_cell(finding.reason),
                     report::csv_cell(joined(finding.notes)), report::csv_cell(finding.basis),
                     report::csv_cell(finding.sentence), figure(finding.cohort), listed.run.value);
}

std::string file_name(const LaCode& la, const FindingsFilter& filter) {
  const int summer = filter.year ? filter.year->summer() : 0;
  return summer == 0 ? fmt::format("findings-{}.csv", la.text())
                     : fmt::format("findings-{}-{}-{:02}.csv", la.text(), summer - 1, summer % 100);
}

}  // namespace

Result<Response> findings_csv(const PageContext& context) {
  TERMWISE_TRY(const LaCode la, context.la(0));
  jobs::DeclaredRules declared(context.reader);
  TERMWISE_TRY(const FindingsFilter filter, read_filter(context, la, declared));
  TERMWISE_TRY(const auto findings, store::list_findings(context.reader, filter.query));
  Response response;
  response.content_type = "text/csv; charset=utf-8; header=present";
  response.headers.emplace_back("Content-Disposition",
                                fmt::format("attachment; filename=\"{}\"", file_name(la, filter)));
  response.body = std::string(report::kByteOrderMark);
  response.body += kHeader;
  for (const auto& finding : findings) response.body += row(la, filter, finding);
  return response;
}

}  // namespace termwise::web
