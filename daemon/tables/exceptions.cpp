// Groups of pupils, school by school, that are far behind the other pupils of their school or significantly below England.
#include <map>
#include <set>

#include <fmt/format.h>

#include "store/links.h"
#include "tables/cells.h"
#include "tables/list.h"
#include "tables/pupils.h"
#include "tables/shares.h"

namespace termwise::tables {
namespace {

using report::Table;

constexpr std::string_view kBelow = "below";

// The nation's figure for all pupils, by the measure that publishes the standard by which pupils are judged here.
const settings::StandardRow* national_of_all(const Desk& desk, int summer) {
  return national_of(desk.settings(), measured_shares(Stage::key_stage_2, summer).back().percent, summer);
}

Result<Table> make(Desk& desk) {
  TERMWISE_TRY(const JudgedPupils judged, judged_pupils(desk));
  const auto* national = national_of_all(desk, judged.year.summer());
  TERMWISE_TRY(
      Table table,
      desk.table(fmt::format("Exceptions: groups of pupils who reached {}", judged.standard.words), judged.year.label(),
                 {{"URN", "", false},
                  {"School", "", false},
                  {"By", "", false},
                  {"Group", "", false},
                  {"Group size", "pupils"},
                  {"Reached", "%"},
                  {"All others", "%"},
                  {"Gap", "points"},
                  {"Wide gap", "", false},
                  {"Against England", "", false}}));
  std::set<std::int64_t> schools;
  for (const auto& pupil : judged.pupils) schools.insert(pupil.school.value);
  std::vector<Urn> urns;
  for (const auto urn : schools) urns.push_back(Urn{urn});
  TERMWISE_TRY(const auto names, store::names_of_schools(desk.reader(), urns, desk.highest()));
  const Decimal gap = desk.request().gap.value_or(kUsualGap);
  std::size_t hidden = 0;
  for (const Urn urn : urns)
    for (std::size_t i = 0; i < judged.partitions.size(); ++i) {
      const auto groups = groups_of(judged, i, urn);
      if (groups.empty()) continue;
      TERMWISE_TRY(const auto shown, school::shown_groups(groups, gap, desk.rule(), kPercentDecimals));
      for (const auto& group : shown.groups) {
        hidden += group.hidden ? 1 : 0;
        if (group.hidden || group.reached.whole == 0) continue;
        const std::string verdict = national == nullptr ? "" : verdict_in_words(group.reached, *national->value);
        if (!group.wide && verdict != kBelow) continue;
        const auto name = names.find(urn.value);
        table.rows.push_back({std::to_string(urn.value), name == names.end() ? std::string() : name->second,
                              judged.partitions[i].name, group.name, count_cell(group.reached.whole),
                              cell_of(group.percent), cell_of(group.others_percent), cell_of(group.gap),
                              std::string(group.wide ? "yes" : "no"), text_cell(verdict)});
      }
    }
  table.notes.push_back(gap_in_words(gap));
  table.notes.push_back(
      national == nullptr
          ? std::string("No figure for England is set for this year, so that only gaps are looked at.")
          : fmt::format(
                "Below England: fewer pupils of the group reached it than of all pupils in England, by more than "
                "chance would explain, at the usual 95%; of fewer than 11 pupils nothing is said. {}",
                national_in_words(*national, judged.standard.words)));
  table.notes.emplace_back("Groups that are neither are not listed.");
  if (hidden > 0)
    table.notes.emplace_back(
        "Groups of few pupils were not looked at: whether they would be listed is withheld as well.");
  if (judged.left_out > 0) table.notes.push_back(left_out_in_words(desk, judged.left_out));
  table.notes.push_back(audience_in_words(desk.request().audience));
  return table;
}

}  // namespace

TableReport exceptions_report() {
  return {"exceptions",
          "Groups of pupils, school by school, with a wide gap or significantly below England",
          {Option::school, Option::gap},
          make};
}

}  // namespace termwise::tables
