// Whole small files, with errors that name the file and the remedy.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/unique_fd.h"

namespace termwise {

// Opens a regular file for reading. Errors (exit 66): missing, unreadable, or not a regular file.
Result<UniqueFd> open_regular_file(const std::filesystem::path& path);

// Reads a regular file of at most `limit` bytes. Errors as above, exit 65 when larger, 74 when reading fails.
Result<std::string> read_file(const std::filesystem::path& path, std::uint64_t limit);

// Writes a whole file in place of what is there, readable by all: under another name beside it first, so that who reads it
// meets the old or the new one and nothing between. Error (exit 73): it cannot be written.
Result<void> replace_file(const std::filesystem::path& path, std::string_view content);

// That nobody but root and the user who runs this could have written the open file. `what` it is: "plugin". Error (exit
// 77): somebody else could.
Result<void> check_owner(int fd, const std::string& name, std::string_view what);

// What errno says, in words.
std::string system_message(int error_number);

}  // namespace termwise
