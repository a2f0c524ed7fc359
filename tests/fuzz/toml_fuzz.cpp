// Any bytes as a configuration file of each kind: a tree or one located error; and whatever the tree is, reading it as a
// kind of file gives located errors within the file and nothing worse.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "settings/sections.h"

using namespace termwise;

namespace {

void require(bool condition) {
  if (!condition) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view content(reinterpret_cast<const char*>(data), size);
  const auto lines = static_cast<std::uint32_t>(std::count(content.begin(), content.end(), '\n')) + 1;
  const auto root = settings::parse_toml(content, "a.toml");
  if (!root) {
    require(root.error().where && root.error().where->line >= 1 && root.error().where->line <= lines);
    return 0;
  }
  std::vector<Error> errors;
  settings::Report report("a.toml", errors);
  const settings::Vocabulary vocabulary = settings::read_measures(*root, report);
  settings::read_layout(*root, nullptr, report);
  settings::read_layout(*root, &vocabulary, report);
  std::vector<settings::StandardSpan> spans;
  settings::read_standard(*root, nullptr, report, spans);
  settings::expand_standards(spans, errors);
  settings::SharedDates dates;
  settings::read_calendar(*root, report, dates);
  settings::Settings settings;
  settings::read_main(*root, "/etc/termwise", report, settings);
  for (const auto& error : errors)
    require(!error.message.empty() && error.where && error.where->line >= 1 && error.where->line <= lines);
  return 0;
}
