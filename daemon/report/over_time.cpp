#include "report/over_time.h"

#include <fmt/format.h>

#include "report/wording.h"

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

std::string outcome_in_words(std::string_view outcome) {
  return outcome == "NO_STANDARD" ? "no standard is set" : code_in_words(outcome);
}

std::string outcomes_for_page(const OutcomeCounts& counts) {
  OutcomeCounts in_words;
  for (const auto& [outcome, count] : counts) in_words.emplace_back(outcome_in_words(outcome), count);
  return outcomes_in_words(in_words);
}

std::string verdict_for_page(const std::optional<Verdict>& verdict) {
  if (!verdict) return "not judged";
  return verdict_in_words(Verdict{outcome_in_words(verdict->outcome), code_in_words(verdict->reason)});
}

std::string school_in_words(const std::string& la, std::int64_t subject, const std::string& school) {
  return fmt::format("{} (URN {}), LA {}", school.empty() ? "a school without a name" : school, subject, la);
}

std::string plugin_in_words(const PluginName& plugin) {
  return fmt::format("{}, {} {}", plugin.title, plugin.id, plugin.version);
}

}  // namespace termwise::report
