// Who a request comes from, as the reverse proxy says in a header. Only asked where the configuration names that
// header; nothing else in a request is ever taken for a name.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "web/http.h"
#include "web/refusal.h"

namespace termwise::web {

inline constexpr std::size_t kMaximumIdentity = 256;  // bytes; beyond: 400

// Fills request.identity from the values of the trusted header; `request` already has its path. Refused: more than one
// value, one that is too long or not printable (400), and none (401), except for pages that machines read, the style
// sheet and the link that ends an e-mail.
std::optional<Refusal> read_identity(const std::vector<std::string_view>& values, Request& request);

}  // namespace termwise::web
