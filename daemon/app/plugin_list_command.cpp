#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/plugin_commands.h"
#include "app/workspace.h"
#include "base/text.h"
#include "calendar/london.h"
#include "store/quarantine.h"

namespace termwise::app {
namespace {

constexpr std::size_t kShownDigits = 12;  // of a sha256

struct Row {
  std::string name;
  std::string file;
  std::string version;  // empty: it could not be asked
  std::optional<Sha256> sha256;
  std::vector<std::string> las;
  std::vector<std::string> rules;
  std::string problem;  // empty: it can be loaded
  std::vector<store::Quarantine> held;
};

std::vector<std::string> las_that_use(const settings::Settings& settings, const std::string& plugin) {
  std::vector<std::string> codes;
  for (const auto& la : settings.las)
    if (std::any_of(la.plugins.begin(), la.plugins.end(), [&](const auto& use) { return use.plugin == plugin; }))
      codes.push_back(la.code.text());
  return codes;
}

std::vector<Row> rows_of(const settings::Settings& settings, const jobs::Catalogue& catalogue,
                         const std::vector<store::Quarantine>& held) {
  std::vector<Row> rows;
  for (const auto& [name, where] : jobs::named_plugins(settings)) {
    Row row;
    row.name = name;
    row.file = jobs::plugin_path(settings, name).string();
    row.las = las_that_use(settings, name);
    if (const auto* plugin = catalogue.find(name)) {
      row.version = plugin->manifest.version;
      row.sha256 = plugin->file.sha256();
      for (const auto& rule : plugin->manifest.rules) row.rules.push_back(rule.id);
    } else if (const auto* refused = catalogue.find_refused(name)) {
      row.sha256 = refused->sha256;
      row.problem = refused->sentence;
    }
    for (const auto& one : held)
      if (row.sha256 == one.sha256) row.held.push_back(one);
    rows.push_back(std::move(row));
  }
  return rows;
}

nlohmann::ordered_json to_json(const Row& row, bool locked) {
  const auto or_null = [](const std::string& text) {
    return text.empty() ? nlohmann::ordered_json(nullptr) : nlohmann::ordered_json(text);
  };
  auto held = nlohmann::ordered_json::array();
  for (const auto& one : row.held)
    held.push_back({{"la", one.la.text()},
                    {"job", one.job},
                    {"since", calendar::london_minute(one.since)},
                    {"runs", {one.first.value, one.second.value}}});
  return {{"plugin", row.name},
          {"file", row.file},
          {"version", or_null(row.version)},
          {"sha256", row.sha256 ? nlohmann::ordered_json(row.sha256->hex()) : nlohmann::ordered_json(nullptr)},
          {"las", row.las},
          {"rules", row.rules},
          {"locked", locked && row.problem.empty()},
          {"quarantine", held},
          {"problem", or_null(row.problem)}};
}

std::string to_text(const Row& row, bool locked) {
  std::string text = fmt::format("{} {}  {}{}\n    {}\n", row.name, row.problem.empty() ? row.version : "not loaded",
                                 row.sha256 ? row.sha256->hex().substr(0, kShownDigits) : std::string("no file"),
                                 locked && row.problem.empty() ? "  locked" : "", row.file);
  text += row.las.empty() ? "    No LA's file names it\n" : fmt::format("    LAs: {}\n", listed(row.las));
  if (!row.rules.empty()) text += fmt::format("    Rules: {}\n", listed(row.rules));
  for (const auto& one : row.held)
    text += fmt::format("    In quarantine for {} of LA {} since {} (runs {} and {}): termwise plugin release {}\n",
                        one.job, one.la.text(), calendar::london_minute(one.since), one.first.value, one.second.value,
                        row.name);
  if (!row.problem.empty()) text += fmt::format("    Why it is not loaded: {}\n", row.problem);
  return text;
}

Result<std::vector<store::Quarantine>> read_quarantine(const settings::Settings& settings) {
  TERMWISE_TRY(const auto access, DatabaseAccess::open(settings));
  TERMWISE_TRY(store::Reader reader, store::Reader::open(access.url()));
  return store::list_quarantine(reader);
}

}  // namespace

int plugin_list_command(const settings::Settings& settings, const PluginListOptions& options) {
  const auto held = read_quarantine(settings);
  if (!held) return fail(held.error());
  const auto checked = jobs::load_catalogue(settings, plugin_host());
  const auto rows = rows_of(settings, checked.catalogue, *held);
  if (options.json) {
    auto list = nlohmann::ordered_json::array();
    for (const auto& row : rows) list.push_back(to_json(row, checked.catalogue.locked));
    fmt::print("{}\n", list.dump(2));
  } else {
    for (const auto& row : rows) fmt::print("{}", to_text(row, checked.catalogue.locked));
  }
  return 0;
}

}  // namespace termwise::app
