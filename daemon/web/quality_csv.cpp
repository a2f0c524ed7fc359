#include <fmt/format.h>

#include "jobs/quality_rows.h"
#include "report/quality.h"
#include "web/pages.h"
#include "web/quality_filter.h"

namespace termwise::web {

Result<Response> quality_csv(const PageContext& context) {
  TERMWISE_TRY(const LaCode la, context.la(0));
  TERMWISE_TRY(const QualityFilter filter, read_quality_filter(context, la));
  TERMWISE_TRY(const auto rows, jobs::quality_rows(context.reader, filter.query, store::FileOrder::newest_first));
  Response response;
  response.content_type = "text/csv; charset=utf-8; header=present";
  response.headers.emplace_back("Content-Disposition",
                                fmt::format("attachment; filename=\"quality-{}.csv\"", la.text()));
  response.body = report::quality_csv(rows);
  return response;
}

}  // namespace termwise::web
