#include "settings/toml_guard.h"

#include <fmt/format.h>

#include "base/text.h"
#include "settings/toml_tree.h"

namespace termwise::settings {
namespace {

// Walks the document knowing only strings, comments, brackets and dots. It agrees with the TOML grammar on
// every prefix that is valid TOML, and toml++ stops at the first byte that is not, so it sees all that toml++
// builds.
class Guard {
 public:
  Guard(std::string_view content, const std::string& file) : content_(content), file_(file) {}

  Result<void> run() {
    while (at_ < content_.size()) {
      TERMWISE_CHECK(step());
    }
    return {};
  }

 private:
  Result<void> step() {
    switch (content_[at_]) {
      case '#':
        skip_comment();
        return {};
      case '"':
      case '\'':
        skip_string(content_[at_]);
        return {};
      case '[':
      case '{':
        key_parts_ = 1;
        if (++nesting_ > kMaximumNesting)
          return failure(
              fmt::format("brackets are nested more than {} deep here. Termwise's configuration never "
                          "needs that: look for a bracket that is not closed.",
                          kMaximumNesting));
        break;
      case ']':
      case '}':
        if (nesting_ > 0) --nesting_;
        key_parts_ = 1;
        break;
      case '.':
        if (++key_parts_ > kMaximumKeyParts)
          return failure(
              fmt::format("this key has more than {} parts joined by dots. Termwise's configuration never "
                          "needs that: shorten the key.",
                          kMaximumKeyParts));
        break;
      case '=':
      case ',':
      case '\n':
        key_parts_ = 1;
        break;
      default:
        break;
    }
    ++at_;
    return {};
  }

  void skip_comment() {
    const std::size_t end = content_.find('\n', at_);
    at_ = end == std::string_view::npos ? content_.size() : end;
  }

  void skip_string(char delimiter) {
    const bool escapes = delimiter == '"';
    const std::string triple(3, delimiter);
    const bool several_lines = content_.substr(at_, 3) == triple;
    at_ += several_lines ? 3 : 1;
    while (at_ < content_.size()) {
      const char c = content_[at_];
      if (escapes && c == '\\') {
        at_ += 2;
      } else if (several_lines && content_.substr(at_, 3) == triple) {
        at_ += 3;
        // One or two quotation marks may stand before the closing three.
        for (int extra = 0; extra < 2 && at_ < content_.size() && content_[at_] == delimiter; ++extra) ++at_;
        return;
      } else if (!several_lines && (c == delimiter || c == '\n')) {
        if (c == delimiter) ++at_;
        return;
      } else {
        ++at_;
      }
    }
  }

  Error failure(std::string message) const;

  std::string_view content_;
  const std::string& file_;
  std::size_t at_ = 0;
  int nesting_ = 0;
  int key_parts_ = 1;
};

Error located(std::string_view content, std::size_t at, const std::string& file, std::string message) {
  Location where{file, 1, 1};
  for (const char c : content.substr(0, at)) {
    if (c == '\n') {
      ++where.line;
      where.column = 1;
    } else if ((static_cast<unsigned char>(c) & 0xC0) != 0x80) {
      ++where.column;
    }
  }
  return {ExitCode::configuration, std::move(message), std::move(where)};
}

Error Guard::failure(std::string message) const { return located(content_, at_, file_, std::move(message)); }

}  // namespace

Result<void> guard_toml(std::string_view content, const std::string& file) {
  if (content.size() > kMaximumFileBytes)
    return Error{ExitCode::configuration,
                 fmt::format("this file is larger than the {} that a configuration file may have. Shorten it.",
                             counted(kMaximumFileBytes, "byte", "bytes")),
                 Location{file, 1, 1}};
  for (std::size_t at = content.find('\r'); at != std::string_view::npos; at = content.find('\r', at + 1))
    if (at + 1 == content.size() || content[at + 1] != '\n')
      return located(content, at, file,
                     "a carriage return without a line feed stands here. Save the file with Unix (LF) or Windows "
                     "(CRLF) line ends.");
  return Guard(content, file).run();
}

}  // namespace termwise::settings
