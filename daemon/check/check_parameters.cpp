#include <algorithm>

#include <fmt/format.h>

#include "base/text.h"
#include "check/difference.h"
#include "check/remedies.h"
#include "check/run_checks.h"
#include "check/undeclared_settings.h"

namespace termwise::check {
namespace {

// Values for a parameter without ends, and between them: thresholds that some of the made-up figures pass and some miss.
constexpr const char* kUnbounded[] = {"-1000000", "1000000"};
constexpr const char* kBetween[] = {"-5", "0", "1", "15", "65"};

bool holds(const wire::Parameter& parameter, const std::string& value) {
  const auto number = Decimal::parse(value);
  const auto minimum = Decimal::parse(parameter.minimum);
  const auto maximum = Decimal::parse(parameter.maximum);
  return number && !(minimum && *number < *minimum) && !(maximum && *maximum < *number);
}

std::vector<std::string> values_of(const wire::Parameter& parameter) {
  if (parameter.type == TW_PARAMETER_FLAG) return {"true", "false"};
  if (parameter.type == TW_PARAMETER_CHOICE) return parameter.choices;
  std::vector<std::string> values;
  values.push_back(parameter.minimum.empty() ? kUnbounded[0] : parameter.minimum);
  values.push_back(parameter.maximum.empty() ? kUnbounded[1] : parameter.maximum);
  for (const char* value : kBetween)
    if (holds(parameter, value) && std::find(values.begin(), values.end(), value) == values.end())
      values.emplace_back(value);
  return values;
}

wire::Input with(wire::Input input, const std::string& name, const std::string& value) {
  auto& settings = input.settings;
  settings.erase(
      std::remove_if(settings.begin(), settings.end(), [&](const auto& setting) { return setting.first == name; }),
      settings.end());
  settings.emplace_back(name, value);
  std::sort(settings.begin(), settings.end());
  return input;
}

struct World {
  Facts facts;
  Run usual;  // with every parameter at its default
};

Result<void> check_one(Lab& lab, const std::vector<World>& worlds, const wire::Parameter& parameter, Notebook& notes) {
  bool matters = false;
  for (const auto& value : values_of(parameter))
    for (const auto& world : worlds) {
      if (lab.hopeless()) return {};
      const std::string circumstances = fmt::format("With {} = {}", parameter.name, quote(value));
      TERMWISE_TRY(const Run run, lab.run(world.facts, with(lab.input(), parameter.name, value),
                                          fmt::format("{} = {}", parameter.name, value)));
      if (!run.completed()) {
        notes.error(sandbox::name(run.outcome.ending), told_in(circumstances, run.outcome),
                    remedy_for(run.outcome.ending,
                               "Narrow the parameter's range in the manifest, or let the rule work with all of it."));
        return {};
      }
      matters = matters || first_difference(world.usual.findings, run.findings).has_value();
    }
  if (!matters)
    notes.note("never-matters",
               fmt::format("The parameter {} never seems to matter: no value that was tried changed a finding.",
                           quote(parameter.name)),
               "Nothing, where only facts that these runs do not have make it matter; else read it, or remove it.");
  return {};
}

}  // namespace

Result<Check> check_parameters(Lab& lab, std::string_view bytes) {
  Notebook notes("parameters");
  std::vector<World> worlds;
  for (const auto& scene : {usual_scene(), gappy_scene()}) {
    TERMWISE_TRY(Facts facts, lab.facts(scene));
    TERMWISE_TRY(Run usual, lab.run(facts, lab.input(), "parameters at their defaults"));
    if (usual.completed()) worlds.push_back({std::move(facts), std::move(usual)});
  }
  if (worlds.empty()) return skipped("parameters", "the plugin does not get through its defaults");
  for (const auto& parameter : lab.manifest().parameters) TERMWISE_CHECK(check_one(lab, worlds, parameter, notes));
  if (!lab.hopeless())
    TERMWISE_CHECK(look_for_undeclared(lab, bytes, worlds.front().facts, worlds.front().usual, notes));
  return std::move(notes).finish(
      counted(static_cast<long long>(lab.manifest().parameters.size()), "parameter", "parameters"));
}

}  // namespace termwise::check
