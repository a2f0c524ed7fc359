// [[concern]] of one Local Authority: which rules' categories the register of concerns keeps, and when a school leaves it.
#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "base/text.h"
#include "settings/sections.h"
#include "settings/table_reader.h"

namespace termwise::settings {
namespace {

constexpr std::int64_t kMostTerms = 9;

std::vector<std::string> read_outcomes(TableReader& reader, std::string_view key, Presence presence, Report& report) {
  std::vector<std::string> outcomes;
  const TomlValue* list = reader.value(key, TomlKind::array, presence);
  if (list == nullptr) return outcomes;
  if (list->values.empty())
    report.error(*list, fmt::format("'{}' is empty. Name outcomes of the rule, or remove it.", key));
  if (list->values.size() > kMaximumKeptOutcomes)
    report.error(*list, fmt::format("'{}' has more than {} outcomes. Name fewer.", key, kMaximumKeptOutcomes));
  for (const auto& item : list->values) {
    if (!check_text(item, "outcome", report)) continue;
    if (!check_name(item.text, report.at(item), "outcome", NameKind::code, report)) continue;
    if (std::find(outcomes.begin(), outcomes.end(), item.text) == outcomes.end())
      outcomes.push_back(item.text);
    else
      report.error(item, fmt::format("the outcome {} is named twice. Name each outcome once.", quote(item.text)));
  }
  return outcomes;
}

KeptRule read_concern(const TomlValue& entry, Report& report) {
  TableReader reader(entry, "[[concern]]", report);
  KeptRule kept;
  kept.where = report.at(entry);
  kept.rule = reader.name("rule", NameKind::slug).value_or("");
  kept.clears = read_outcomes(reader, "clears", Presence::required, report);
  kept.kept = read_outcomes(reader, "kept", Presence::optional, report);
  kept.leave_after =
      static_cast<int>(reader.integer("leave_after", 1, kMostTerms, Presence::optional).value_or(kept.leave_after));
  for (const auto& outcome : kept.kept)
    if (std::find(kept.clears.begin(), kept.clears.end(), outcome) != kept.clears.end())
      report.error(*entry.find("kept"),
                   fmt::format("the outcome {} stands under 'clears' too: by it a school leaves the register, or a "
                               "person decides that it does. Name it in one of the two.",
                               quote(outcome)));
  reader.finish();
  return kept;
}

}  // namespace

std::vector<KeptRule> read_concerns(TableReader& reader, Report& report) {
  std::vector<KeptRule> concerns;
  std::map<std::string, std::uint32_t> lines;
  for (const TomlValue* entry : reader.tables("concern", kMaximumKeptRules)) {
    KeptRule kept = read_concern(*entry, report);
    if (kept.rule.empty()) continue;
    const auto [first, added] = lines.emplace(kept.rule, entry->line);
    if (!added)
      report.error(*entry->find("rule"), fmt::format("the rule {} is already that of the [[concern]] on line {}. Name "
                                                     "each rule once: remove one of the two.",
                                                     quote(kept.rule), first->second));
    concerns.push_back(std::move(kept));
  }
  return concerns;
}

}  // namespace termwise::settings
