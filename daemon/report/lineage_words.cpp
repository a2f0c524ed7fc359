#include "report/lineage_words.h"

#include <fmt/format.h>

#include "report/wording.h"

namespace termwise::report {

std::string school_in_words(Urn urn, const std::string& name) {
  return name.empty() ? fmt::format("URN {}", urn.value) : fmt::format("{} (URN {})", name, urn.value);
}

std::string change_in_words(school::LinkKind kind, const std::optional<std::chrono::year_month_day>& on) {
  std::string words = kind == school::LinkKind::sponsored ? std::string("became a sponsored academy")
                      : kind == school::LinkKind::other   ? std::string("was linked")
                                                          : fmt::format("was {}", name(kind));
  return on ? fmt::format("{} on {}", words, long_date(*on)) : words;
}

}  // namespace termwise::report
