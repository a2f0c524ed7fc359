#include "report/difference.h"

#include <fmt/format.h>

#include "base/text.h"
#include "report/finding_json.h"

#include <nlohmann/json.hpp>

namespace termwise::report {

std::string first_difference(const school::Finding& before, const school::Finding& after) {
  const auto left = to_json({before, "", "", "", 0});
  const auto right = to_json({after, "", "", "", 0});
  const std::string subject = fmt::format("{} for URN {}", before.rule, before.subject);
  for (const auto& [field, value] : left.items())
    if (const auto& other = right.at(field); value != other)
      return fmt::format("The first difference is in {}: its {} was {} and is now {}.", subject, field,
                         quote(value.dump(), 300), quote(other.dump(), 300));
  return fmt::format("The first difference is in {}: its template or arguments differ.", subject);
}

}  // namespace termwise::report
