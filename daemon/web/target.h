// The target of a request ("/las/886?year=2016%2F17") and the body of a form, decoded strictly: what a browser never
// sends is refused, so that a handler meets clean text only.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "web/refusal.h"

namespace termwise::web {

struct Target {
  std::vector<std::string> path;
  std::map<std::string, std::string> query;
};

Refusal target_too_long();

// Refused (400, or 414 by length): anything but a path from "/" with a query or without, bad escapes, text outside
// UTF-8, control characters, ".", "..", empty segments, slashes and backslashes by escape, too many parameters. One
// slash at the end of a path means nothing.
std::optional<Refusal> decode_target(std::string_view raw, Target& target);

// The same for application/x-www-form-urlencoded.
std::optional<Refusal> decode_form(std::string_view raw, std::map<std::string, std::string>& form);

}  // namespace termwise::web
