// What every response has beside its body, and the pages that the server itself answers with.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "web/http.h"
#include "web/refusal.h"

namespace termwise::web {

// What is wrong with a handler's response, as a clause: a status outside 200 to 599, a header that the server sets
// itself, a name or value that would break the head. Empty: nothing.
std::optional<std::string> problem_of(const Response& response);

bool has_body(int status);  // 204 and 304 never have one

// Status line and headers with the empty line. `response` has no problem.
std::string response_head(const Response& response, bool close, std::chrono::system_clock::time_point now);

// A small page in plain English.
Response error_page(const Refusal& refusal);

}  // namespace termwise::web
