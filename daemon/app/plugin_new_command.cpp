// Writes a complete plugin, with its first rule, a test and a golden file, that builds as it is.
#include <algorithm>
#include <cctype>
#include <fstream>
#include <iterator>
#include <map>
#include <string_view>
#include <system_error>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/plugin_commands.h"
#include "app/texts.h"
#include "base/ids.h"
#include "base/result.h"
#include "base/text.h"
#include "report/mustache.h"

namespace termwise::app {
namespace {

constexpr std::size_t kLongestName = 40;

// What a plugin's id and its file's name may be.
bool is_plugin_name(std::string_view name) {
  return !name.empty() && name.size() <= kLongestName && name.front() >= 'a' && name.front() <= 'z' &&
         std::all_of(name.begin(), name.end(),
                     [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_'; });
}

// Another plugin of such a name would be installed over one that Termwise brings.
bool is_bundled(std::string_view name) {
  constexpr std::string_view kBundled[] = {TERMWISE_BUNDLED_PLUGINS};
  return std::find(std::begin(kBundled), std::end(kBundled), name) != std::end(kBundled);
}

// Quotes and backslashes would end the C++ text that a title stands in.
bool is_title(std::string_view title) {
  return title.size() <= 100 && std::none_of(title.begin(), title.end(), [](unsigned char c) {
           return c < 0x20 || c == 0x7F || c == '"' || c == '\\' || c == '{' || c == '}';
         });
}

Error usage(std::string sentence) { return Error{ExitCode::usage, std::move(sentence)}; }

// Where each file of the template goes; {file} is the plugin's own.
std::vector<std::pair<std::string, std::string_view>> files(const std::string& file) {
  return {{".gitignore", texts::gitignore_in},
          {"CMakeLists.txt", texts::CMakeLists_txt_in},
          {"README.md", texts::README_md_in},
          {file + ".cpp", texts::plugin_cpp_in},
          {"rules/falling_attainment.h", texts::rule_h_in},
          {"rules/falling_attainment.cpp", texts::rule_cpp_in},
          {"tests/CMakeLists.txt", texts::tests_CMakeLists_txt_in},
          {"tests/falling_attainment_test.cpp", texts::rule_test_cpp_in},
          {"tests/golden/falling_attainment.txt", texts::golden_txt_in}};
}

Result<void> write(const std::filesystem::path& path, std::string_view content) {
  std::error_code error;
  std::filesystem::create_directories(path.parent_path(), error);
  std::ofstream stream(path, std::ios::binary);
  stream << content;
  stream.flush();
  if (error || !stream)
    return Error{ExitCode::cannot_create,
                 fmt::format("{} could not be written. Check that you may write there and that there is space.",
                             quote(path.string()))};
  return {};
}

Result<std::filesystem::path> write_plugin(const PluginNewOptions& options) {
  if (!is_plugin_name(options.name))
    return usage(
        fmt::format("{} is no name for a plugin: use a to z, 0 to 9, '-' and '_', beginning with a letter, at "
                    "most {} of them.",
                    quote(options.name), kLongestName));
  if (is_bundled(options.name))
    return usage(
        fmt::format("{} is a plugin that Termwise brings, and yours would be installed over it: choose another "
                    "name. An LA may use both.",
                    quote(options.name)));
  if (!LaCode::parse(options.la))
    return usage(fmt::format("{} is not the code of a Local Authority: three digits, such as 886.", quote(options.la)));
  if (!is_title(options.title))
    return usage("The title is at most 100 bytes, without quotes, backslashes, braces and control characters.");
  const std::filesystem::path directory =
      options.directory.empty() ? std::filesystem::path(options.name) : options.directory;
  if (std::error_code ignored; std::filesystem::exists(directory, ignored))
    return Error{ExitCode::cannot_create,
                 fmt::format("{} exists already, and nothing in it was touched. Choose another name, or --directory.",
                             quote(directory.string()))};

  std::string identifier = options.name;
  std::replace(identifier.begin(), identifier.end(), '-', '_');
  const nlohmann::json view{{"name", options.name},
                            {"file", identifier},
                            {"namespace", identifier},
                            {"la", options.la},
                            {"title", options.title.empty() ? "Protocol of LA " + options.la : options.title}};
  for (const auto& [path, text] : files(identifier)) {
    TERMWISE_TRY(const std::string content, report::render(text, view, report::Escape::none));
    TERMWISE_CHECK(write(directory / path, content));
  }
  return directory;
}

}  // namespace

int plugin_new_command(const PluginNewOptions& options) {
  const auto directory = write_plugin(options);
  if (!directory.ok()) {
    fmt::print(stderr, "{}\n", directory.error().text());
    return static_cast<int>(directory.error().exit);
  }
  fmt::print(
      "{0} is a complete plugin with one rule and its test. Next:\n\n"
      "  cd {0}\n"
      "  cmake -B build && cmake --build build\n"
      "  ctest --test-dir build --output-on-failure\n"
      "  termwise plugin check build/termwise-{1}.so\n",
      directory->string(), options.name);
  return 0;
}

}  // namespace termwise::app
