// The items of agendas about results and targets.
#include <algorithm>
#include <array>

#include "visits/agenda.h"
#include "visits/look.h"

namespace termwise::visits {

using reminders::word;

namespace {

// Targets whose results are measures.
struct Target {
  std::string_view code;
  std::string_view words;
  std::string_view measure = {};  // empty: another way of reckoning, so that they are not compared here
};
constexpr std::array<Target, 4> kStatutory{{{"T1", "level 4 in English and maths", "KS2_L4_EM"},
                                            {"T2", "two levels of progress in English", "KS2_LP2_E"},
                                            {"T3", "two levels of progress in maths", "KS2_LP2_M"},
                                            {"T4", "absence", {}}}};

struct Group {
  std::string_view code;
  std::string_view words;
};
constexpr std::array<Group, 2> kGroups{{{"FSM", "pupils with free school meals"}, {"SEN", "pupils with SEN"}}};

bool has_value(const Item& row) {
  return row.measure("TARGET_PERCENT").number() != nullptr || row.measure("TARGET_PUPILS").number() != nullptr;
}

// The first row of a target for a year's results; empty where the register has no value of it.
std::optional<Item> target_of(const std::vector<Item>& rows, std::string_view code, std::string_view group,
                              int summer) {
  const auto found = std::find_if(rows.begin(), rows.end(), [&](const Item& row) {
    return row.year() == summer && word(row, "target") == code && word(row, "pupil_group") == group && has_value(row);
  });
  return found == rows.end() ? std::nullopt : std::optional(*found);
}

std::string missing_targets(Look& look, int summer) {
  const std::vector<Item> rows = look.school().items(kTargetRows);
  std::vector<std::string> missing;
  for (const Target& target : kStatutory)
    if (!target_of(rows, target.code, "all", summer)) {
      missing.emplace_back(target.words);
      look.keep_missing("target", summer, target.code);
    }
  if (!missing.empty()) look.school().add_note("TARGETS_MISSING");
  return missing.empty() ? "" : " (not on record: " + joined(missing) + ")";
}

// "68% of pupils reached level 4 in English and maths, 74% in England"
std::string below_england(Look& look, int summer) {
  Case& school = look.school();
  for (const Attainment& one : kAttainment) {
    const Figure<Percent> reached(school.school().measure(one.measure.code, summer));
    const auto limit = look.round().england.find(one.measure.code);
    if (reached.number() == nullptr || limit == look.round().england.end()) continue;
    if (school.compare(reached, limit->second) != Truth::yes) return {};
    school.add_note("BELOW_ENGLAND");
    return reached.words() + " of pupils reached " + std::string(one.words) + ", fewer than the " +
           Percent::words(shortest(limit->second.value)) + " in England";
  }
  return {};
}

std::vector<std::string> missed_targets(Look& look, int summer) {
  std::vector<std::string> missed;
  const std::vector<Item> rows = look.school().items(kTargetRows);
  for (const Target& target : kStatutory) {
    if (target.measure.empty()) continue;
    const auto row = target_of(rows, target.code, "all", summer);
    const Value wanted = row ? row->measure("TARGET_PERCENT") : Value(Missing::not_supplied);
    const Value reached = look.school().school().measure(target.measure, summer);
    if (wanted.number() == nullptr || reached.number() == nullptr) continue;
    Threshold limit;
    limit.value = *wanted.number();
    limit.source = "the LA's register of targets";
    limit.confidence = "local";
    if (look.school().compare(reached, limit) == Truth::yes)
      missed.push_back(Percent::words(*reached.number()) + " for " + std::string(target.words) +
                       ", under the target of " + Percent::words(shortest(*wanted.number())));
  }
  if (!missed.empty()) look.school().add_note("TARGETS_MISSED");
  return missed;
}

}  // namespace

std::string latest_results(Look& look, const Standing&) {
  const int summer = look.year() - 1;
  std::vector<std::string> exceptions = missed_targets(look, summer);
  if (std::string below = below_england(look, summer); !below.empty())
    exceptions.insert(exceptions.begin(), std::move(below));
  bool any = false;
  for (const Read& read : reads_of_agendas()) any = any || look.school().school().on_record(read.code, summer);
  std::string text = "the results of " + academic_year(summer);
  if (!any) {
    look.school().add_note("RESULTS_NOT_LOADED");
    return text + ", which are not loaded";
  }
  for (std::size_t i = 0; i < exceptions.size(); ++i) text += (i == 0 ? " (" : ", and ") + exceptions[i];
  return text + (exceptions.empty() ? "" : ")");
}

std::string targets_of_this_year(Look& look, const Standing&) {
  return "progress towards the targets for " + academic_year(look.year()) + missing_targets(look, look.year());
}

std::string targets_of_next_year(Look& look, const Standing&) {
  const int summer = look.year() + 1;
  return "targets for " + academic_year(summer) + " to agree" + missing_targets(look, summer);
}

std::string targets_of_groups(Look& look, const Standing&) {
  const int summer = look.year() + 1;
  const std::vector<Item> rows = look.school().items(kTargetRows);
  std::vector<std::string> missing;
  std::vector<std::string> names;
  for (const Group& group : kGroups) {
    names.emplace_back(group.words);
    const bool any = std::any_of(rows.begin(), rows.end(), [&](const Item& row) {
      return row.year() == summer && word(row, "pupil_group") == group.code;
    });
    if (any) continue;
    missing.emplace_back(group.words);
    look.keep_missing("pupil_group", summer, group.code);
  }
  return "targets for " + joined(names) + (missing.empty() ? "" : " (not on record: " + joined(missing) + ")");
}

std::string questions_about_groups(Look& look, const Standing&) {
  return "the " + std::string(look.programme().adviser) + "'s questions about the progress of groups of pupils";
}

std::vector<Read> reads_of_agendas() {
  std::vector<Read> reads;
  for (const Attainment& one : kAttainment) reads.emplace_back(one.measure.before(1));
  for (const Target& target : kStatutory)
    if (!target.measure.empty() && target.measure != kAttainment[0].measure.code)
      reads.emplace_back(Measure<Percent>{target.measure}.before(1));
  return reads;
}

}  // namespace termwise::visits
