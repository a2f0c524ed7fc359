#include "settings/settings.h"

#include <algorithm>

#include <fmt/format.h>

namespace termwise::settings {

const school::Measure* Settings::measure(std::string_view code) const { return measures.find(code); }

LocalAuthority Settings::la(const LaCode& code) const {
  const auto found = std::lower_bound(las.begin(), las.end(), code,
                                      [](const LocalAuthority& la, const LaCode& wanted) { return la.code < wanted; });
  if (found != las.end() && found->code == code) return *found;
  return {code, fmt::format("LA {}", code.text()), {PluginUse{"national", {}, {}}}, {}, {}, {}};
}

}  // namespace termwise::settings
