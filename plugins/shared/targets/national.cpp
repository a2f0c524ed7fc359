#include "targets/national.h"

#include "targets/check.h"

namespace termwise::targets {
namespace {

constexpr std::string_view kJoint = "KS2_L4_EM";

constexpr Number<Percent> kTargetFloor{
    .name = "target_floor",
    .minimum = "0",
    .maximum = "100",
    .meaning =
        "The LA's own floor for targets of level 4 in English and maths; the national floor of the time where it is "
        "not set."};

constexpr Number<Percent> kMedianEnglish{
    .name = "progress_median_english",
    .minimum = "0",
    .maximum = "100",
    .meaning =
        "The national median of schools for two levels of progress in English, where the national standards do not "
        "have that of the latest results."};
constexpr Number<Percent> kMedianMaths{
    .name = "progress_median_maths",
    .minimum = "0",
    .maximum = "100",
    .meaning =
        "The national median of schools for two levels of progress in maths, where the national standards do not have "
        "that of the latest results."};

// The floor of a year's results that was known in the autumn before: that of 2010 was set anew only in November 2010.
constexpr int kRestated = 2010;
int year_of_floor(int autumn) { return autumn + 1 == kRestated ? autumn : autumn + 1; }

// The measure that a floor is set for; empty where there is never one.
std::string_view measure_of(const Target& target) {
  const Published* where = published(target.code->code, target.level);
  const bool of_level_4 = where != nullptr && target.level == "4" && where->percent;
  return of_level_4 && target.is_of_all() ? where->percent->code : std::string_view();
}

Threshold set_by_la(const Decimal& value) {
  Threshold threshold;
  threshold.value = value;
  threshold.source = "set by the LA";
  threshold.confidence = "local";
  return threshold;
}

// The median of the latest results; empty where nobody has said it.
std::optional<Threshold> median(const Facts& facts, int latest, std::string_view code) {
  const auto own = facts.setting(code == "T2" ? kMedianEnglish : kMedianMaths);
  if (own) return set_by_la(*own);
  const auto standard = facts.standard("floor", "ks2", latest);
  const Published* where = published(code, "");
  const Threshold* row = standard ? standard->threshold("progress", where->percent->code) : nullptr;
  return row == nullptr ? std::nullopt : std::optional(*row);
}

}  // namespace

FloorOf national_floor() {
  return [](const Facts& facts, int autumn, std::string_view measure) -> std::optional<Floor> {
    const auto own = measure == kJoint ? facts.setting(kTargetFloor) : std::nullopt;
    if (own) return Floor{set_by_la(*own), "the LA's own"};
    const auto standard = facts.standard("floor", "ks2", year_of_floor(autumn));
    const Threshold* row = standard ? standard->threshold("attainment", measure) : nullptr;
    return row == nullptr ? std::nullopt : std::optional(Floor{*row, "the national"});
  };
}

std::vector<Parameter> national_floor_parameters() { return {kTargetFloor}; }

Rule below_floor(const Protocol& protocol) {
  Spec spec;
  spec.id = "target-a5";
  spec.title = "Targets below the floor";
  spec.source =
      "The floor that was in force when targets were set; that no target is to be below it is Termwise's default";
  spec.severity = kAlert;
  spec.raised = {"BELOW_FLOOR",
                 "{school} has targets for {results} below the floor that held when they were set: {targets}.{aside}"};
  spec.not_known =
      "Whether the targets of {school} for {results} are below the floor that held when they were set is not known: "
      "{targets}.{aside}";
  spec.fine = {"NOT_BELOW",
               "The targets of {school} for {results} are no lower than the floor that held when they were set: "
               "{targets}.{aside}"};
  spec.nothing = "{school} has set no targets for {results} for which there is a floor, as far as the register says.";
  Rule rule = check(protocol, spec, [](Look& look) {
    for (const Target& target : look.targets()) {
      const std::string_view measure = measure_of(target);
      if (measure.empty()) continue;
      const auto floor = look.protocol().floor(look.facts(), look.round().autumn, measure);
      if (!floor && target.code->kind != Kind::joint) continue;  // there was a floor for each alone to 2008 only
      if (!floor) {
        look.take(target, Truth::unknown,
                  "for which no floor is known in the autumn of " + std::to_string(look.round().autumn));
        continue;
      }
      const Threshold& limit = floor->threshold;
      const Truth below =
          look.compare(target, Operator::less, limit.value, floor->of + " floor, " + std::string(limit.source), limit);
      if (limit.confidence == "memory") look.say_unverified();
      look.take(target, below,
                target.words() + ", and " + floor->of + " floor was " + Percent::words(shortest(limit.value)),
                change_across(target, below, limit.value));
    }
  });
  rule.parameters.insert(rule.parameters.end(), protocol.floor_parameters.begin(), protocol.floor_parameters.end());
  rule.national_standards = true;
  return rule;
}

Rule below_median(const Protocol& protocol) {
  Spec spec;
  spec.id = "target-a6";
  spec.title = "Targets of progress below the national median";
  spec.source =
      "The national median of schools for two levels of progress; that no target is to be below it is Termwise's "
      "default";
  spec.severity = kWarn;
  spec.raised = {"BELOW_MEDIAN",
                 "{school} has targets of progress for {results} that are below the national median of schools: "
                 "{targets}.{aside}"};
  spec.not_known =
      "Whether the targets of progress of {school} for {results} are below the national median of schools is not "
      "known: {targets}.{aside}";
  spec.fine = {"NOT_BELOW",
               "The targets of progress of {school} for {results} are no lower than the national median of schools: "
               "{targets}.{aside}"};
  spec.nothing = "{school} has set no targets of progress for {results}, as far as the register says.";
  Rule rule = check(protocol, spec, [](Look& look) {
    for (const Target& target : look.targets()) {
      if (target.code->kind != Kind::progress || !target.is_of_all()) continue;
      const int latest = look.round().latest;
      const auto limit = median(look.facts(), latest, target.code->code);
      if (!limit) {
        look.take(target, Truth::unknown,
                  target.words() + ", and no national median of " + academic_year(latest) + " is known");
        continue;
      }
      const Truth below =
          look.compare(target, Operator::less, limit->value,
                       "national median of " + academic_year(latest) + ", " + std::string(limit->source), *limit);
      if (limit->confidence == "memory") look.say_unverified();
      look.take(target, below,
                target.words() + ", and the median of " + academic_year(latest) + " was " +
                    Percent::words(shortest(limit->value)),
                change_across(target, below, limit->value));
    }
  });
  rule.parameters.push_back(kMedianEnglish);
  rule.parameters.push_back(kMedianMaths);
  rule.national_standards = true;
  return rule;
}

}  // namespace termwise::targets
