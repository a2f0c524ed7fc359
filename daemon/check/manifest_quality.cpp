#include "check/manifest_quality.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "base/text.h"
#include "wire/tables.h"

namespace termwise::check {
namespace {

bool is_known(const std::string& table) {
  const auto tables = wire::table_names();
  return std::find(tables.begin(), tables.end(), table) != tables.end();
}

// What the need names and this configuration does not have.
std::vector<std::string> unlisted_in(const wire::Need& need, const settings::Settings& settings) {
  std::vector<std::string> unlisted;
  const auto* items = wire::item_table(need.table);
  for (const auto& name : need.names) {
    const school::Measure* measure = settings.measure(name);
    const bool listed = items ? (measure && measure->dataset == items->dataset) || settings.attributes.count(name) != 0
                              : measure != nullptr;
    if (wire::takes_names(need.table) && !listed) unlisted.push_back(quote(name));
  }
  return unlisted;
}

void check_needs(const wire::Manifest& manifest, const settings::Settings* settings, Notebook& notes) {
  std::vector<std::string> unlisted;
  for (const auto& need : manifest.needs) {
    if (!is_known(need.table))
      notes.error("table",
                  fmt::format("The plugin needs the table {}, which this version of Termwise does not have.{}",
                              quote(need.table), did_you_mean(need.table, wire::table_names())),
                  "Use a table that abi.h names, or install the version that has it.");
    if (need.table == wire::kMeasureTable && need.names.empty())
      notes.warning("no-measures", "The plugin needs the table 'measure/1' and names no measure of it.",
                    "Name the measures, or take the need out.");
    if (is_known(need.table) && !wire::takes_names(need.table) && !need.names.empty())
      notes.note("need-names",
                 fmt::format("The need of {} names {}, which only a need of measures or of items does.",
                             quote(need.table), quote(need.names.front())),
                 "Take the names out.");
    if (settings)
      for (auto& name : unlisted_in(need, *settings)) unlisted.push_back(std::move(name));
  }
  if (!unlisted.empty())
    notes.note(
        "measure",
        fmt::format(
            "The plugin needs the measures or attributes {}, which this configuration's measures.toml does not list.",
            listed(unlisted)),
        "Check their spelling, and add them there before the plugin is used.");
  if (manifest.needs.empty())
    notes.warning("no-needs", "The manifest needs no table, so its rules are given nothing to look at.",
                  "Name the tables, at least 'school/1'.");
}

void check_rules(const wire::Manifest& manifest, Notebook& notes) {
  for (const auto& rule : manifest.rules) {
    if (rule.title.empty())
      notes.warning("rule-title", fmt::format("The rule {} has no title, which heads its results.", quote(rule.id)),
                    "Give it one, such as 'KS2 floor standard'.");
    if (rule.source.empty())
      notes.warning(
          "rule-source",
          fmt::format("The rule {} does not say where it is published, which readers will ask.", quote(rule.id)),
          "Name the document and the page.");
    if (rule.listed_count == rule.outcomes.size() && rule.outcomes.size() > 1)
      notes.note("rule-lists-all",
                 fmt::format("Every outcome of the rule {} puts a school on the list that people are told of.",
                             quote(rule.id)),
                 "List only those that somebody should act on.");
  }
  if (manifest.templates.empty())
    notes.error("no-templates", "The manifest has no sentence templates, and a finding cannot be stored without one.",
                "Declare at least one, and set it in every finding.");
}

void check_parameters(const wire::Manifest& manifest, Notebook& notes) {
  for (const auto& parameter : manifest.parameters) {
    const std::string name = quote(parameter.name);
    if (parameter.meaning.empty())
      notes.warning("parameter-meaning", fmt::format("The parameter {} does not say what it means.", name),
                    "Say it in one sentence: LA IT reads nothing else before they set it.");
    if (parameter.type != TW_PARAMETER_DECIMAL) continue;
    if (parameter.unit.empty())
      notes.warning("parameter-unit", fmt::format("The parameter {} has no unit.", name),
                    "Give it one, such as 'percent', 'points' or 'pupils'.");
    if (parameter.minimum.empty() || parameter.maximum.empty())
      notes.warning(
          "parameter-range",
          fmt::format("The parameter {} has no {}, so a slip of the pen in the LA's file goes unnoticed.", name,
                      parameter.minimum.empty() && parameter.maximum.empty() ? "range"
                      : parameter.minimum.empty()                            ? "minimum"
                                                                             : "maximum"),
          "Give the smallest and the largest value that make sense.");
  }
}

}  // namespace

bool has_only_known_tables(const wire::Manifest& manifest) {
  return std::all_of(manifest.needs.begin(), manifest.needs.end(),
                     [](const auto& need) { return is_known(need.table); });
}

Check check_manifest_quality(const wire::Manifest& manifest, const settings::Settings* settings) {
  Notebook notes("manifest");
  check_needs(manifest, settings, notes);
  check_rules(manifest, notes);
  check_parameters(manifest, notes);
  return std::move(notes).finish(
      fmt::format("{}, {}, {}", counted(static_cast<long long>(manifest.rules.size()), "rule", "rules"),
                  counted(static_cast<long long>(manifest.parameters.size()), "parameter", "parameters"),
                  counted(static_cast<long long>(manifest.templates.size()), "template", "templates")));
}

}  // namespace termwise::check
