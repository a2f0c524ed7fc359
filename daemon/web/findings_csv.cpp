#include <fmt/format.h>

#include "jobs/declared_rules.h"
#include "report/wording.h"
#include "store/finding_list.h"
#include "web/findings_filter.h"
#include "web/pages.h"

namespace termwise::web {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";  // without it Excel takes UTF-8 for its local code page
constexpr std::string_view kHeader =
    "la,urn,school,year,rule,rule_version,outcome,reason,notes,basis,sentence,cohort,run\r\n";
constexpr std::string_view kFormulaStarts = "=+-@\t\r";  // of what a spreadsheet would calculate

// A text from outside as RFC 4180 has it. What a spreadsheet would take for a formula is preceded by an apostrophe.
std::string cell(std::string_view text) {
  std::string safe;
  if (!text.empty() && kFormulaStarts.find(text.front()) != std::string_view::npos) safe = "'";
  safe += text;
  if (safe.find_first_of(",\"\r\n") == std::string::npos) return safe;
  std::string quoted = "\"";
  for (const char c : safe) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + '"';
}

std::string joined(const std::vector<std::string>& notes) { return fmt::format("{}", fmt::join(notes, "; ")); }

// A figure is a number that this program wrote, or the name of the reason why there is none.
std::string figure(const std::optional<school::Value>& value) {
  if (!value) return {};
  return value->number() ? value->number()->to_string() : std::string(school::name(*value->missing()));
}

std::string row(const LaCode& la, const FindingsFilter& filter, const store::ListedFinding& listed) {
  const auto& finding = listed.finding;
  return fmt::format("{},{},{},{},{},{},{},{},{},{},{},{},{}\r\n", la.text(), finding.subject,
                     cell(listed.subject_name), report::year_label(finding.year), cell(finding.rule),
                     cell(filter.version_of(listed.run, finding.rule)), cell(finding.outcome), cell(finding.reason),
                     cell(joined(finding.notes)), cell(finding.basis), cell(finding.sentence), figure(finding.cohort),
                     listed.run.value);
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
  response.body = std::string(kByteOrderMark);
  response.body += kHeader;
  for (const auto& finding : findings) response.body += row(la, filter, finding);
  return response;
}

}  // namespace termwise::web
