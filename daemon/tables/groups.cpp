// Groups of pupils at key stage 2 against all others.
#include <fmt/format.h>

#include "tables/cells.h"
#include "tables/list.h"
#include "tables/pupils.h"

namespace termwise::tables {
namespace {

using report::Table;

std::vector<report::TableCell> group_row(const std::string& partition, const school::ShownGroup& group) {
  const auto unless_hidden = [&](report::TableCell cell) { return cell_unless(group.hidden, std::move(cell)); };
  const bool no_others = !group.hidden && !group.others_percent;
  std::string verdict;
  if (!group.hidden && !no_others) verdict = group.wide ? "yes" : "no";
  return {partition,
          group.name,
          unless_hidden(count_cell(group.reached.whole)),
          unless_hidden(count_cell(group.reached.part)),
          unless_hidden(cell_of(group.percent)),
          unless_hidden(cell_of(group.others_percent)),
          unless_hidden(cell_of(group.gap)),
          unless_hidden(verdict.empty() ? report::TableCell(report::NoFigure{}) : report::TableCell(verdict))};
}

Result<Table> make(Desk& desk) {
  TERMWISE_TRY(const JudgedPupils judged, judged_pupils(desk));
  TERMWISE_TRY(Table table,
               desk.table(fmt::format("Groups of pupils who reached {}", judged.standard.words), judged.year.label(),
                          {{"By", "", false},
                           {"Group", "", false},
                           {"Group size", "pupils"},
                           {"Reached", "pupils"},
                           {"Reached", "%"},
                           {"All others", "%"},
                           {"Gap", "points"},
                           {"Wide", "", false}}));
  const Decimal gap = desk.request().gap.value_or(kUsualGap);
  for (std::size_t i = 0; i < judged.partitions.size(); ++i) {
    const auto groups = groups_of(judged, i);
    if (groups.empty()) continue;
    TERMWISE_TRY(auto shown, school::shown_groups(groups, gap, desk.rule(), kPercentDecimals));
    for (const auto& group : shown.groups) table.rows.push_back(group_row(judged.partitions[i].name, group));
    shown.whole.name = "All pupils";
    table.rows.push_back(group_row(judged.partitions[i].name, shown.whole));
  }
  table.notes.push_back(gap_in_words(gap));
  if (judged.left_out > 0) table.notes.push_back(left_out_in_words(desk, judged.left_out));
  table.notes.push_back(audience_in_words(desk.request().audience));
  return table;
}

}  // namespace

TableReport groups_report() {
  return {"groups",
          "Groups of pupils at key stage 2 against the others, and wide gaps",
          {Option::school, Option::gap},
          make};
}

}  // namespace termwise::tables
