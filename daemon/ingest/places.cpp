#include "ingest/places.h"

namespace termwise::ingest {

Places::Places(const Binding& binding, const settings::Settings& settings) {
  for (std::size_t i = 0; i < binding.measures.size(); ++i) {
    const auto& [column, declared] = binding.measures[i];
    if (const auto* measure = settings.measure(declared->measure))
      measures_.emplace(measure->code, MeasureSeat{i, column, measure});
  }
  for (std::size_t i = 0; i < binding.attributes.size(); ++i) {
    const auto& [column, declared] = binding.attributes[i];
    if (declared->type == settings::AttributeType::date) dates_.emplace(declared->attribute, AttributeSeat{i, column});
  }
}

std::optional<MeasureSeat> Places::measure(std::string_view code) const {
  const auto found = measures_.find(code);
  return found == measures_.end() ? std::nullopt : std::optional(found->second);
}

std::optional<AttributeSeat> Places::date(std::string_view name) const {
  const auto found = dates_.find(name);
  return found == dates_.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace termwise::ingest
