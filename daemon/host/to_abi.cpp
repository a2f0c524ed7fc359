#include "host/to_abi.h"

namespace termwise::host {

tw_text borrowed(std::string_view text) { return {text.data(), static_cast<std::uint32_t>(text.size()), 0}; }

InputImage::InputImage(const wire::Input& input, std::span<const tw_table> tables) {
  for (const auto& [name, value] : input.settings)
    settings_.push_back({sizeof(tw_setting), 0, borrowed(name), borrowed(value)});
  for (const auto& rule : input.rules) rules_.push_back(borrowed(rule));
  input_.size = sizeof input_;
  input_.year = input.year;
  input_.la_code = borrowed(input.la_code);
  input_.reference_date = input.reference_date;
  input_.table_count = static_cast<std::uint32_t>(tables.size());
  input_.tables = tables.data();
  input_.settings = settings_.data();
  input_.setting_count = static_cast<std::uint32_t>(settings_.size());
  input_.rules = rules_.data();
  input_.rule_count = static_cast<std::uint32_t>(rules_.size());
}

}  // namespace termwise::host
