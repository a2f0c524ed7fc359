#include "base/result.h"

#include <algorithm>

#include <fmt/format.h>

namespace termwise {

std::string to_string(const Location& where) {
  return fmt::format("{}:{}:{}", where.file, std::max(where.line, 1u), std::max(where.column, 1u));
}

std::string Error::text() const {
  if (!where) return message;
  return fmt::format("{}: {}", to_string(*where), message);
}

}  // namespace termwise
