#include "report/over_time_json.h"

namespace termwise::report {

using Json = nlohmann::ordered_json;

Json plugin_json(const PluginName& plugin) {
  return {{"name", plugin.id},
          {"version", plugin.version},
          {"title", plugin.title},
          {"file", plugin.file},
          {"sha256", plugin.sha256}};
}

Json counts_json(const OutcomeCounts& counts) {
  Json json = Json::object();
  for (const auto& [outcome, count] : counts) json[outcome] = count;
  return json;
}

Json verdict_json(const std::optional<Verdict>& verdict) {
  if (!verdict) return nullptr;
  return {{"outcome", verdict->outcome}, {"reason", verdict->reason}};
}

Json movements_json(const std::vector<Movement>& movements) {
  Json json = Json::array();
  for (const auto& movement : movements)
    json.push_back({{"la", movement.la},
                    {"urn", movement.subject},
                    {"school", movement.school},
                    {"before", verdict_json(movement.before)},
                    {"after", verdict_json(movement.after)}});
  return json;
}

Json text_or_null(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

}  // namespace termwise::report
