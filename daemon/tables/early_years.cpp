// The foundation stage: children with a good level, and the gap of the lowest fifth, by school.
#include <fmt/format.h>

#include "school/early_years.h"
#include "tables/cells.h"
#include "tables/list.h"

namespace termwise::tables {
namespace {

using report::Table;
using report::TableCell;
using school::Share;
using school::Value;

const Sheet kEarlyYears{"eyfs",
                        "results of the foundation stage",
                        {"EYFS_COHORT", "EYFS_COUNT_GOOD", "EYFS_COUNT_GLD", "EYFS_MEDIAN", "EYFS_LOWEST_FIFTH"}};

std::string good_in_words(school::Profile profile) {
  switch (profile) {
    case school::Profile::thirteen_scales:
      return "Good: 78 points in all, and 6 in each scale of personal development and of language. The profile of 13 "
             "scales "
             "ended with 2011/12; figures of later years do not compare.";
    case school::Profile::goals_of_2012:
      return "Good: at least the expected level in the goals of personal, physical and language development, literacy "
             "and "
             "maths. This profile held from 2012/13 to 2020/21; figures of other years do not compare.";
    case school::Profile::goals_of_2021:
      return "Good: the expected level in the goals of personal, physical and language development, literacy and "
             "maths. This "
             "profile holds from 2021/22; figures of earlier years do not compare.";
  }
  return {};
}

TableCell gap_cell(const Value& median, const Value& lowest) {
  if (median.number() == nullptr || lowest.number() == nullptr) return report::NoFigure{};
  const auto gap = school::gap_percent(*median.number(), *lowest.number());
  return gap ? cell_of(gap->rounded(kPercentDecimals)) : TableCell(report::NoFigure{});
}

Result<Table> make(Desk& desk) {
  TERMWISE_TRY(const AcademicYear year, desk.year({&kEarlyYears}));
  TERMWISE_TRY(const auto rows, desk.schools(kEarlyYears, year));
  if (rows.empty()) return desk.nothing(kEarlyYears);
  TERMWISE_TRY(Table table, desk.table("Foundation stage", year.label(),
                                       {{"URN", "", false},
                                        {"School", "", false},
                                        {"Assessed", "children"},
                                        {"Good", "children"},
                                        {"Good", "%"},
                                        {"Median", "points"},
                                        {"Lowest fifth", "points"},
                                        {"Gap of the lowest fifth", "%"}}));
  const auto profile = school::profile_of(year.summer());
  const std::string_view good = profile == school::Profile::thirteen_scales ? "EYFS_COUNT_GOOD" : "EYFS_COUNT_GLD";
  std::vector<Cohort> cohorts;
  for (const Row& row : rows) {
    cohorts.push_back({share_of(row.count(good), row.count("EYFS_COHORT")), row.count("EYFS_COHORT")});
  }
  TERMWISE_TRY(const auto withheld, withholding_of(cohorts, desk.rule()));
  Share all;
  std::size_t i = 0;
  for (const Row& row : rows) {
    const auto share = cohorts[i].share;
    const bool hidden = withheld.rows[i++];
    const auto cell = [&](TableCell shown) { return cell_unless(hidden, std::move(shown)); };
    table.rows.push_back({std::to_string(row.urn()), desk.name_of(row.urn()),
                          cell(cell_of_value(row.value("EYFS_COHORT"))), cell(cell_of_value(row.value(good))),
                          cell(percent_cell(share)), cell(cell_of_value(row.value("EYFS_MEDIAN"))),
                          cell(cell_of_value(row.value("EYFS_LOWEST_FIFTH"))),
                          cell(gap_cell(row.value("EYFS_MEDIAN"), row.value("EYFS_LOWEST_FIFTH")))});
    if (share) all = {all.part + share->part, all.whole + share->whole};
  }
  if (!desk.request().school && all.whole > 0) {
    const auto cell = [&](TableCell shown) { return cell_unless(withheld.all, std::move(shown)); };
    table.rows.push_back({std::string(), "All schools with counts", cell(count_cell(all.whole)),
                          cell(count_cell(all.part)), cell(percent_cell(all)), report::NoFigure{}, report::NoFigure{},
                          report::NoFigure{}});
  }
  table.notes = {
      good_in_words(profile),
      "The gap is how far the mean of the lowest fifth of children is below the median of all, in per cent of the "
      "median, from what the file says of both.",
      audience_in_words(desk.request().audience)};
  return table;
}

}  // namespace

TableReport early_years_report() {
  return {"early-years",
          "Foundation stage: children with a good level, and the gap of the lowest fifth, by school",
          {Option::school},
          make};
}

}  // namespace termwise::tables
