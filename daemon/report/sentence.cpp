#include "report/sentence.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.h"

namespace termwise::report {

Result<std::string> render_sentence(std::string_view text, const Arguments& arguments) {
  const auto failure = [&](std::string problem) {
    return Error{ExitCode::internal, fmt::format("The template {} {}.", quote(text, 120), problem)};
  };
  std::string sentence;
  for (std::size_t i = 0; i < text.size();) {
    const char c = text[i];
    if (c != '{' && c != '}') {
      sentence += c;
      ++i;
      continue;
    }
    if (i + 1 < text.size() && text[i + 1] == c) {
      sentence += c;
      i += 2;
      continue;
    }
    const std::size_t end = text.find('}', i);
    if (c == '}' || end == std::string_view::npos) return failure("has an unmatched brace");
    const std::string_view name = text.substr(i + 1, end - i - 1);
    const auto found =
        std::find_if(arguments.begin(), arguments.end(), [&](const auto& argument) { return argument.first == name; });
    if (found == arguments.end()) return failure(fmt::format("needs the argument {}, which is not given", quote(name)));
    sentence += found->second;
    i = end + 1;
  }
  return sentence;
}

}  // namespace termwise::report
