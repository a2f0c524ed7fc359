// A whole plugin: who it is for, and its rules.
//
//   termwise::Plugin protocol() {
//     return {.id = "herts", .version = "1.0.0", .title = "Hertfordshire's protocol", .la_codes = {"919"},
//             .rules = {few_leavers()}};
//   }
//   TERMWISE_PLUGIN(protocol)
//
// No exception of it crosses to the host: a run that throws fails with the exception's sentence.
#pragma once

#include <algorithm>
#include <exception>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <termwise/abi.h>
#include <termwise/case.hpp>
#include <termwise/facts.hpp>
#include <termwise/finding.hpp>
#include <termwise/flips.hpp>
#include <termwise/manifest.hpp>
#include <termwise/reminder.hpp>
#include <termwise/rule.hpp>
#include <termwise/wording.hpp>

namespace termwise {

// A plugin as its author writes it down.
struct Plugin {
  std::string id;                          // "herts": a to z, 0 to 9, '-', '_'
  std::string version;                     // "1.0.0"
  std::string title;                       // "Hertfordshire's school improvement protocol"
  std::vector<std::string> la_codes = {};  // none = any LA
  std::vector<Rule> rules;
};

// Those of all its rules. Throws a Failure where two rules declare one parameter differently.
inline std::vector<Parameter> parameters_of(const Plugin& plugin) {
  std::vector<Parameter> all;
  for (const Rule& rule : plugin.rules)
    for (const Parameter& parameter : rule.parameters) {
      const auto found =
          std::find_if(all.begin(), all.end(), [&](const Parameter& other) { return other.name == parameter.name; });
      if (found == all.end())
        all.push_back(parameter);
      else if (!(*found == parameter))
        throw Failure("Two rules declare the parameter " + parameter.name + " differently: share one declaration.");
    }
  return all;
}

// Whether a rule looks beyond the URN of the school that it judges.
inline bool crosses_links(const Rule& rule) {
  const auto crosses = [](const auto& read) { return read.history != History::own; };
  return std::any_of(rule.reads.begin(), rule.reads.end(), crosses) ||
         std::any_of(rule.items.begin(), rule.items.end(), crosses) || (rule.cohort && crosses(*rule.cohort));
}

// What a rule reads of a table of items, together with what others do.
inline void add_need(const Items& items, std::vector<Need>& needs) {
  auto need = std::find_if(needs.begin(), needs.end(), [&](const Need& other) { return other.table == items.table; });
  if (need == needs.end()) need = needs.insert(needs.end(), {items.table, 0, {}});
  need->years_before = std::max(need->years_before, static_cast<std::uint32_t>(items.years_before));
  for (const std::string& name : items.names)
    if (std::find(need->names.begin(), need->names.end(), name) == need->names.end()) need->names.push_back(name);
}

// The tables and measures that its rules read, each as far back as any of them goes.
inline std::vector<Need> needs_of(const Plugin& plugin) {
  std::vector<std::string> measures;
  int years_before = 0;
  bool standards = false;
  bool calendar = false;
  const auto add = [&](const Read& read) {
    years_before = std::max(years_before, read.years_before);
    if (std::find(measures.begin(), measures.end(), read.code) == measures.end()) measures.push_back(read.code);
  };
  for (const Rule& rule : plugin.rules) {
    standards = standards || rule.national_standards;
    calendar = calendar || rule.calendar;
    for (const Read& read : rule.reads) add(read);
    if (rule.cohort) add(*rule.cohort);
  }
  const bool lineages = std::any_of(plugin.rules.begin(), plugin.rules.end(), crosses_links);
  const auto years = static_cast<std::uint32_t>(years_before);
  std::vector<Need> needs{{"school/1", years, {}}};
  if (!measures.empty()) needs.push_back({"measure/1", years, std::move(measures)});
  if (standards) needs.push_back({"standard/1", 0, {}});
  if (lineages) needs.push_back({"lineage/1", 0, {}});
  if (calendar) needs.push_back({"calendar/1", 0, {}});
  for (const Rule& rule : plugin.rules)
    for (const Items& items : rule.items) add_need(items, needs);
  return needs;
}

inline Manifest manifest_of(const Plugin& plugin) {
  Manifest manifest{
      plugin.id, plugin.version, plugin.title, plugin.la_codes, needs_of(plugin), {}, parameters_of(plugin), {}};
  for (const Rule& rule : plugin.rules) {
    DeclaredRule& declared = manifest.rules.emplace_back(
        DeclaredRule{rule.id, rule.job, rule.version, rule.title, rule.source, {}, rule.listed});
    for (const Outcome& outcome : rule.outcomes) declared.outcomes.push_back(outcome.code);
    for (Template& text : Wording::templates(rule)) {
      placeholders(text.text);  // refuses a brace without its partner
      manifest.templates.push_back(std::move(text));
    }
  }
  return manifest;
}

// One rule over all the schools.
inline void judge_schools(const Rule& rule, const Facts& facts, const std::vector<School>& schools,
                          Findings& findings) {
  if (rule.remind) {
    Reminders reminders(rule, facts, findings);
    return rule.remind(facts, reminders);
  }
  const Wording wording(rule);
  const Judge judge = rule.prepare ? rule.prepare(facts) : rule.judge;
  if (!judge) throw Failure("The rule " + rule.id + " has no function that judges: give it judge, prepare or remind.");
  for (const School& school : schools) {
    Case one(facts, school, rule, wording);
    judge(one);
    if (one.left_out_) continue;
    one.finish();
    if (!rule.prepare && !one.has_flips()) Flips(rule, facts, school, wording).add_to(one);
    findings.emit(one);
  }
}

// What stands behind the C entry of a plugin.
template <Plugin (*make)()>
struct PluginEntry {
  // tw_plugin.describe: the manifest of the plugin that `make` returns.
  static std::int32_t describe(const tw_describe_host* host) noexcept {
    return guarded(*host, [&] {
      const Manifest manifest = manifest_of(make());
      return host->manifest(host->context, &ManifestImage(manifest).get());
    });
  }

  static std::int32_t evaluate(const tw_input* input, const tw_emit_host* host) noexcept {
    return guarded(*host, [&] {
      const Plugin plugin = make();
      const Facts facts(*input, parameters_of(plugin));
      const std::vector<School> schools = facts.schools();
      Findings findings(*host);
      try {
        for (const Rule& rule : plugin.rules)
          if (facts.asks_for(rule.id)) judge_schools(rule, facts, schools, findings);
      } catch (const Findings::Stopped&) {
        return TW_FAILED;  // the host knows why: it said stop
      }
      return TW_OK;
    });
  }

  // tw_plugin.extension: its rules.
  static const void* extension(tw_text id) noexcept {
    static constexpr tw_rules kRules{sizeof(tw_rules), 0, &evaluate};
    return view(id) == TW_RULES_EXTENSION ? &kRules : nullptr;
  }

 private:
  template <class Host, class Work>
  static std::int32_t guarded(const Host& host, const Work& work) noexcept {
    try {
      return work();
    } catch (const std::exception& problem) {
      host.fail(host.context, borrow(problem.what()));
    } catch (...) {
      host.fail(host.context, borrow("The plugin threw something that is not a std::exception."));
    }
    return TW_FAILED;
  }
};

}  // namespace termwise

// `make` is a function without arguments that returns the Plugin.
#define TERMWISE_PLUGIN(make)                                                                     \
  extern "C" TW_EXPORT const tw_plugin tw_plugin_entry = {sizeof(tw_plugin),                      \
                                                          TW_ABI_MAJOR,                           \
                                                          TW_ABI_MINOR,                           \
                                                          0,                                      \
                                                          &termwise::PluginEntry<make>::describe, \
                                                          &termwise::PluginEntry<make>::extension};
