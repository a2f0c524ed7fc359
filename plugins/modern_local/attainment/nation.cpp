#include "attainment/nation.h"

#include "attainment/results.h"

namespace termwise::modern_local {

NationalFigure national_figure(const Facts& facts, int summer) {
  const auto standard = facts.standard("national-figure", "ks2", summer);
  if (!standard) return {};
  if (standard->state != StandardState::set) return {standard->state == StandardState::no_data, std::nullopt};
  const Threshold* found = standard->threshold("nation", kReached.code);
  return {false, found == nullptr ? std::nullopt : std::optional<Threshold>(*found)};
}

}  // namespace termwise::modern_local
