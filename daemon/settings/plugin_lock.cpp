#include "settings/plugin_lock.h"

#include <fmt/format.h>

#include "base/file.h"
#include "base/text.h"
#include "settings/toml_tree.h"

namespace termwise::settings {
namespace {

constexpr char kFile[] = "plugins.lock";
constexpr char kSection[] = "plugins";
constexpr char kRemedy[] = "Write the file anew: termwise plugin lock";

Error wrong(const std::string& file, const TomlValue& value, std::string_view problem) {
  return {ExitCode::configuration, fmt::format("{} {}", problem, kRemedy), Location{file, value.line, value.column}};
}

}  // namespace

std::filesystem::path plugin_lock_of(const std::filesystem::path& main_file) { return main_file.parent_path() / kFile; }

Result<std::optional<LockedPlugins>> read_plugin_lock(const std::filesystem::path& main_file) {
  const auto path = plugin_lock_of(main_file);
  std::error_code failure;
  // What cannot be looked for is not taken for absent.
  if (!std::filesystem::exists(path, failure) && !failure) return std::optional<LockedPlugins>();
  const std::string file = path.string();
  TERMWISE_TRY(const UniqueFd fd, open_regular_file(path));
  TERMWISE_CHECK(check_owner(fd.get(), file, "list of plugins"));
  TERMWISE_TRY(const std::string content, read_file(path, kMaximumFileBytes));
  TERMWISE_TRY(const TomlValue document, parse_toml(content, file));
  LockedPlugins plugins;
  const TomlValue* section = document.find(kSection);
  if (section == nullptr || section->kind != TomlKind::table || document.values.size() != 1)
    return wrong(file, document, "this file must have one table, [plugins], and nothing else.");
  if (section->values.size() > kMaximumLockedPlugins)
    return wrong(file, *section,
                 fmt::format("this file may list at most {} plugins, and lists {}.", kMaximumLockedPlugins,
                             section->values.size()));
  for (const TomlValue& value : section->values) {
    const auto hash = value.kind == TomlKind::text ? Sha256::parse(value.text) : std::nullopt;
    if (!hash)
      return wrong(file, value, fmt::format("the sha256 of {} must be 64 hexadecimal digits.", quote(value.key)));
    plugins.emplace(value.key, *hash);
  }
  return std::optional(std::move(plugins));
}

std::string plugin_lock_text(const LockedPlugins& plugins) {
  std::string text =
      "# Termwise loads no other plugin files than these. Written by `termwise plugin lock`: run it again when a "
      "plugin\n"
      "# was replaced, after having checked where the new file came from.\n\n[plugins]\n";
  for (const auto& [name, hash] : plugins) text += fmt::format("\"{}\" = \"{}\"\n", name, hash.hex());
  return text;
}

}  // namespace termwise::settings
