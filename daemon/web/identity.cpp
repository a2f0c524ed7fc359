#include "web/identity.h"

#include "base/text.h"
#include "web/printable.h"

namespace termwise::web {
namespace {

bool is_for_anybody(const std::vector<std::string>& path) {
  if (path.size() == 1)
    return path[0] == "healthz" || path[0] == "readyz" || path[0] == "metrics" || path[0] == "style.css";
  return path.size() > 1 && path[0] == "unsubscribe";
}

}  // namespace

std::optional<Refusal> read_identity(const std::vector<std::string_view>& values, Request& request) {
  if (values.size() > 1) return Refusal{400, "The request says more than once who sent it."};
  const std::string_view identity = values.empty() ? std::string_view() : trim(values.front());
  if (identity.size() > kMaximumIdentity || !is_printable(identity))
    return Refusal{400, "The name of the person who sent the request is too long, or is not printable text in UTF-8."};
  if (identity.empty() && !is_for_anybody(request.path))
    return Refusal{
        401,
        "The reverse proxy in front of this service must sign people in and pass on who they are, and this "
        "request came without a name. Open the pages at their usual address; if you did so, tell whoever runs "
        "the proxy."};
  request.identity = identity;
  return std::nullopt;
}

}  // namespace termwise::web
