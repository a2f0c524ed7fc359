// The parts that the JSON of backtest, plugin diff and whatif share; field names are a contract. For this folder only.
#pragma once

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "report/over_time.h"

namespace termwise::report {

nlohmann::ordered_json plugin_json(const PluginName& plugin);
nlohmann::ordered_json counts_json(const OutcomeCounts& counts);
nlohmann::ordered_json verdict_json(const std::optional<Verdict>& verdict);  // null where there is none
nlohmann::ordered_json movements_json(const std::vector<Movement>& movements);
nlohmann::ordered_json text_or_null(const std::string& text);

}  // namespace termwise::report
