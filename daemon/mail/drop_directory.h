// Delivery into a directory: each message one file, there whole or not at all, and once however often it is tried.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "base/result.h"

namespace termwise::mail {

// Writes DIRECTORY/NAME, durably: under another name first, synchronised, then renamed. A file of that name with the same
// bytes is the message delivered before, which is success. Makes the directory (0750) where there is none. Errors: 73 the
// directory cannot be made, 74 it cannot be written, 77 it belongs to somebody else, 70 a different message has the name.
Result<void> drop(const std::filesystem::path& directory, const std::string& name, std::string_view bytes);

}  // namespace termwise::mail
