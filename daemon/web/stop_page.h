// Where a recipient stops a digest, or begins it again. Mail scanners follow links, so that looking changes nothing: only
// POST acts (RFC 8058).
#pragma once

#include <string>

#include "base/result.h"
#include "web/http.h"

namespace termwise::web {

// Error (exit 65): nobody has this token.
Result<Response> stop_page(const Request& request, const std::string& database_url, const std::string& token);

}  // namespace termwise::web
