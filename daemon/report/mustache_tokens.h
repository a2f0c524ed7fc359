// A Mustache template taken apart: its tags in order, white space of standalone lines already gone. Knows nothing of
// data.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace termwise::report {

struct Token {
  enum class Kind { text, value, unescaped, section, inverted, end, partial };

  Kind kind = Kind::text;
  std::string_view text;    // of Kind::text what stands there, of the others the name; into the template
  std::string_view indent;  // of a partial alone on its line: the blanks before it
  std::size_t end = 0;      // of a section: where its end stands among the tokens
  std::size_t line = 1;
};

// Error (exit 70): the template is not well formed; `name` says whose it is ("The template", "The partial 'footer'").
Result<std::vector<Token>> parse_template(std::string_view text, std::string_view name);

Error too_deep(std::string_view name, std::size_t line);

}  // namespace termwise::report
