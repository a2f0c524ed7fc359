#include "settings/text_file.h"

#include <fmt/format.h>

#include "base/text.h"
#include "settings/toml_tree.h"

namespace termwise::settings {
namespace {

// Where the longest well-formed beginning ends; found by halves, since is_utf8 says no more than yes or no.
std::size_t first_not_utf8(std::string_view content) {
  std::size_t line = 0;
  while (line < content.size()) {
    const std::size_t end = std::min(content.find('\n', line), content.size());
    if (!is_utf8(content.substr(line, end - line))) break;
    line = end + 1;
  }
  for (std::size_t at = line; at < content.size(); ++at) {
    const bool starts = (static_cast<unsigned char>(content[at]) & 0xC0) != 0x80;
    std::size_t next = at + 1;
    while (next < content.size() && (static_cast<unsigned char>(content[next]) & 0xC0) == 0x80) ++next;
    if (!starts || !is_utf8(content.substr(at, next - at))) return at;
    at = next - 1;
  }
  return line;
}

}  // namespace

Location place_of(std::string_view content, std::size_t at, const std::string& file) {
  Location where{file, 1, 1};
  for (const char c : content.substr(0, at)) {
    if (c == '\n') {
      ++where.line;
      where.column = 1;
    } else if ((static_cast<unsigned char>(c) & 0xC0) != 0x80) {
      ++where.column;
    }
  }
  return where;
}

Result<void> check_text_file(std::string_view content, const std::string& file) {
  const auto refused = [&](std::size_t at, std::string message) {
    return Error{ExitCode::configuration, std::move(message), place_of(content, at, file)};
  };
  if (content.size() > kMaximumFileBytes)
    return refused(0, fmt::format("this file is larger than the {} that a configuration file may have. Shorten it.",
                                  counted(kMaximumFileBytes, "byte", "bytes")));
  if (content.starts_with("\xFF\xFE") || content.starts_with("\xFE\xFF"))
    return refused(0, "this file is in UTF-16. Save it as UTF-8.");
  if (!is_utf8(content))
    return refused(first_not_utf8(content), "this file is not UTF-8 from here on. Save it as UTF-8, or get it again.");
  if (const std::size_t nul = content.find('\0'); nul != std::string_view::npos)
    return refused(nul, "a NUL character stands here: this is no text file, or it is damaged. Get it again.");
  return {};
}

}  // namespace termwise::settings
