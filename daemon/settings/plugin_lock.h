// plugins.lock, beside the main file: which plugin files, by name and sha256, somebody has approved. Where it exists, no
// other is loaded.
#pragma once

#include <cstddef>
#include <filesystem>
#include <map>
#include <optional>
#include <string>

#include "base/result.h"
#include "base/sha256.h"

namespace termwise::settings {

inline constexpr std::size_t kMaximumLockedPlugins = 1000;

using LockedPlugins = std::map<std::string, Sha256>;  // by file name: "termwise-kent.so"

std::filesystem::path plugin_lock_of(const std::filesystem::path& main_file);

// None where there is no such file. Errors, located in it: 78 where it is not what `termwise plugin lock` writes, 77 where
// somebody other than root and the user who runs this could have written it, 66 and 74 where it cannot be read.
Result<std::optional<LockedPlugins>> read_plugin_lock(const std::filesystem::path& main_file);

// The file's content.
std::string plugin_lock_text(const LockedPlugins& plugins);

}  // namespace termwise::settings
