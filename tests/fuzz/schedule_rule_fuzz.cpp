// Any bytes as a schedule's rule: a rule, or what is wrong with it and where; the same each time.
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <variant>

#include "calendar/schedule_rule.h"

using namespace termwise;

namespace {

void require(bool condition) {
  if (!condition) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto first = calendar::parse_rule(text);
  const auto second = calendar::parse_rule(text);
  require(first.index() == second.index());
  if (const auto* error = std::get_if<calendar::RuleError>(&first)) {
    require(error->position <= text.size() && !error->message.empty());
    require(error->message == std::get<calendar::RuleError>(second).message);
    return 0;
  }
  const auto& rule = std::get<calendar::ScheduleRule>(first);
  require(text.size() <= calendar::kLongestRule);
  require(rule.offset.count >= -366 && rule.offset.count <= 366);
  const auto hour = std::chrono::floor<std::chrono::hours>(rule.time).count();
  require(rule.time.count() >= 0 && hour < 24);
  return 0;
}
