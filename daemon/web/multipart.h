// A form as multipart/form-data (RFC 7578), which mail programs send when their reader stops a digest by one click
// (RFC 8058). Fields only, no files; of the size that http.h allows.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "web/refusal.h"

namespace termwise::web {

// The boundary that a Content-Type names; none where it is no multipart/form-data, or names none of 1 to 70 characters.
std::optional<std::string> form_boundary(std::string_view content_type);

// Of a field that stands twice the first counts.
std::optional<Refusal> decode_multipart(std::string_view body, std::string_view boundary,
                                        std::map<std::string, std::string>& form);

}  // namespace termwise::web
