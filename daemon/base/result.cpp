#include "base/result.h"

#include <fmt/format.h>

namespace termwise {

std::string to_string(const Location& where) {
  if (where.line == 0) return where.file;
  if (where.column == 0) return fmt::format("{}:{}", where.file, where.line);
  return fmt::format("{}:{}:{}", where.file, where.line, where.column);
}

std::string Error::text() const {
  if (!where) return message;
  return fmt::format("{}: {}", to_string(*where), message);
}

}  // namespace termwise
