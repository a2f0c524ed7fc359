#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "report/mustache.h"
#include "report/quality.h"
#include "report/texts.h"
#include "report/wording.h"

namespace termwise::report {
namespace {

using nlohmann::json;

json row_view(const QualityRow& row) {
  const auto& issue = row.issue;
  std::string place = issue.line == 0 ? "the whole file" : fmt::format("line {}", issue.line);
  if (issue.column != 0) place += fmt::format(", {} (column {})", issue.column_name, issue.column);
  return {{"id", row.id},
          {"severity", name(issue.severity)},
          {"file", row.file_name},
          {"place", std::move(place)},
          {"raw_value", issue.raw_value},
          {"urn", issue.urn ? std::to_string(issue.urn->value) : std::string()},
          {"la", issue.la_code ? issue.la_code->text() : std::string()},
          {"year", issue.summer == 0 ? std::string() : year_label(issue.summer)},
          {"advice", issue.advice},
          {"rule", issue.rule},
          {"explanation", row.note ? json(row.note->text) : json(false)},
          {"origin", row.note ? note_origin(*row.note) : std::string()},
          {"earlier", row.otherwise ? json(row.otherwise->note.text) : json(false)},
          {"earlier_origin", row.otherwise ? otherwise_origin(*row.otherwise) : std::string()}};
}

}  // namespace

Result<std::string> quality_report_page(const std::vector<QualityRow>& rows, const std::string& scope) {
  json shown = json::array();
  for (std::size_t i = 0; i < std::min(rows.size(), kMostQualityRowsShown); ++i) shown.push_back(row_view(rows[i]));
  const std::size_t beyond = rows.size() - shown.size();
  TERMWISE_TRY(
      std::string content,
      render(texts::quality_report_html_mustache,
             {{"any", !rows.empty()},
              {"rows", std::move(shown)},
              {"more", beyond == 0 ? json(false) : json(counted(static_cast<long long>(beyond), "more", "more"))}},
             Escape::html, {}));
  const std::vector<std::string> introduction{
      scope,
      "An error must be fixed in the file, and a query needs a notepad explanation. A repair says where the reader "
      "had to deviate from the file's layout."};
  return render(texts::over_time_html_mustache,
                {{"title", "Data quality"}, {"introduction", introduction}, {"content", std::move(content)}},
                Escape::html);
}

}  // namespace termwise::report
