#include <algorithm>
#include <chrono>

#include "store/overview.h"
#include "web/pages.h"

namespace termwise::web {
namespace {

constexpr std::chrono::minutes kSignOfLife{2};  // four turns of a daemon

Response said(int status, std::string sentence) {
  Response response;
  response.status = status;
  response.content_type = "text/plain; charset=utf-8";
  response.body = std::move(sentence) + "\n";
  return response;
}

}  // namespace

Result<Response> ready(const PageContext& context) {
  const auto schema = store::check_schema(context.reader);
  if (!schema && schema.error().exit == ExitCode::configuration) return said(503, schema.error().message);
  TERMWISE_CHECK(schema);
  TERMWISE_TRY(const auto daemons, store::list_daemons(context.reader));
  const bool alive = std::any_of(daemons.begin(), daemons.end(),
                                 [](const auto& daemon) { return daemon.now - daemon.seen <= kSignOfLife; });
  if (!alive) return said(503, "No daemon has given a sign of life within the last two minutes. Start termwised.");
  return said(200, "ready");
}

}  // namespace termwise::web
