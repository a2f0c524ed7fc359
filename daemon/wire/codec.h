// Messages as bytes and back. Every message starts with its kind and the version of that kind's layout.
// Decoding believes nothing: each count and length has a limit (limits.h), text must be UTF-8, numbers must
// mean something, and bytes after the end are refused.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"
#include "wire/messages.h"

namespace termwise::wire {

// The layouts that encode() writes. Any change to what a message consists of is a new version of its kind.
//
// The database keeps encoded manifests, so decode_manifest() reads every version from the first to this one:
// a field is added at the end of its part, is read only from the version on that brought it, and keeps its
// default before that. Inputs and findings pass only between a daemon and the host it was built with, so
// these two are read in their current version alone.
inline constexpr std::uint16_t kManifestVersion = 2;
inline constexpr std::uint16_t kInputVersion = 1;
inline constexpr std::uint16_t kFindingVersion = 2;

std::string encode(const Manifest& manifest);
std::string encode(const Input& input);
std::string encode(const Finding& finding);

// Errors (exit 70): one sentence that names the part that is wrong.
Result<Manifest> decode_manifest(std::string_view bytes);
Result<Input> decode_input(std::string_view bytes);
Result<Finding> decode_finding(std::string_view bytes);

}  // namespace termwise::wire
