#include "report/over_time.h"

#include <fmt/format.h>

namespace termwise::report {

std::string outcomes_in_words(const OutcomeCounts& counts) {
  std::string text;
  for (const auto& [outcome, count] : counts)
    if (count > 0) text += fmt::format("{}{} {}", text.empty() ? "" : ", ", outcome, count);
  return text.empty() ? "none" : text;
}

std::string verdict_in_words(const std::optional<Verdict>& verdict) {
  if (!verdict) return "not judged";
  return verdict->reason.empty() ? verdict->outcome : fmt::format("{} ({})", verdict->outcome, verdict->reason);
}

std::string school_in_words(const std::string& la, std::int64_t subject, const std::string& school) {
  return fmt::format("{} (URN {}), LA {}", school.empty() ? "a school without a name" : school, subject, la);
}

std::string plugin_in_words(const PluginName& plugin) {
  return fmt::format("{}, {} {}", plugin.title, plugin.id, plugin.version);
}

}  // namespace termwise::report
