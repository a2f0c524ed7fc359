// Messages as bytes and back. Every message starts with its kind and the version of its layout; an encoded
// manifest is also what the database keeps. Decoding believes nothing: each count and length has a limit
// (limits.h), text must be UTF-8, numbers must mean something, and bytes after the end are refused.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "wire/messages.h"

namespace termwise::wire {

std::string encode(const Manifest& manifest);
std::string encode(const Input& input);
std::string encode(const Finding& finding);

// Errors (exit 70): one sentence that names the part that is wrong.
Result<Manifest> decode_manifest(std::string_view bytes);
Result<Input> decode_input(std::string_view bytes);
Result<Finding> decode_finding(std::string_view bytes);

}  // namespace termwise::wire
