// What shares of their pupils schools brought to a standard, with the interval that goes with so many pupils, against England.
#include <string>

#include <fmt/format.h>

#include "school/rate_interval.h"
#include "tables/cells.h"
#include "tables/list.h"
#include "tables/shares.h"

namespace termwise::tables {
namespace {

using report::Table;
using report::TableCell;
using school::Share;

// Percentage points above the nation, from the counts and not from a rounded percentage.
TableCell difference_cell(const SchoolShare& one, const Decimal& national) {
  std::int64_t unit = 1;
  for (int i = 0; i < national.scale(); ++i) unit *= 10;
  if (one.share && one.share->whole > 0)
    return cell_of(school::Ratio(school::Ratio::Wide{100} * one.share->part * unit -
                                     school::Ratio::Wide{national.units()} * one.share->whole,
                                 school::Ratio::Wide{one.share->whole} * unit)
                       .rounded(kPercentDecimals));
  if (one.published) return cell_of(add(*one.published, national.negated()));
  return report::NoFigure{};
}

TableCell rate_cell(const std::optional<Share>& share, double school::RateInterval::*end) {
  if (!share || share->whole == 0) return report::NoFigure{};
  return school::shown_percent(school::wilson_interval(*share).*end, kPercentDecimals);
}

std::vector<TableCell> line(std::string urn, std::string name, const MeasuredShare& measure, const SchoolShare& one,
                            const settings::StandardRow* national, bool hidden) {
  const auto cell = [&](TableCell shown) { return cell_unless(hidden, std::move(shown)); };
  const TableCell none = report::NoFigure{};
  return {std::move(urn),
          std::move(name),
          measure.label,
          cell(cell_of(one.pupils)),
          cell(one.share ? count_cell(one.share->part) : none),
          cell(one.percent()),
          cell(rate_cell(one.share, &school::RateInterval::lower)),
          cell(rate_cell(one.share, &school::RateInterval::upper)),
          national == nullptr ? none : TableCell(*national->value),
          national == nullptr ? none : cell(difference_cell(one, *national->value)),
          national == nullptr ? none : cell(text_cell(verdict_in_words(one.share, *national->value)))};
}

// One standard, of all schools in the order of their rows.
struct Results {
  MeasuredShare measure;
  std::vector<SchoolShare> schools;
  SchoolShare all;  // those with counts
  bool all_withheld = false;
  bool any = false;  // a file says something of it
};

Results results_of(const std::vector<Row>& rows, const MeasuredShare& measure) {
  Results results{measure, {}, {}, false, false};
  Share sum;
  for (const Row& row : rows) {
    results.schools.push_back(school_share(row, measure));
    const auto& one = results.schools.back();
    results.any = results.any || one.share || one.published || one.suppressed;
    if (one.share) sum = {sum.part + one.share->part, sum.whole + one.share->whole};
  }
  results.all.share = sum;
  results.all.pupils = sum.whole;
  return results;
}

// A school that is withheld for one standard is for all: by the pupils of two that are withheld together in one standard, and of one of
// them in the next, the other's would be known.
Result<std::vector<bool>> withheld_schools(std::vector<Results>& all, const school::SuppressionRule& rule) {
  std::vector<bool> withheld(all.front().schools.size(), false);
  for (Results& results : all) {
    std::vector<Cohort> cohorts;
    for (const auto& one : results.schools) cohorts.push_back({one.share, one.pupils});
    TERMWISE_TRY(const auto found, withholding_of(cohorts, rule));
    results.all_withheld = found.all;
    for (std::size_t i = 0; i < withheld.size(); ++i) withheld[i] = withheld[i] || found.rows[i];
  }
  return withheld;
}

void add_results(const Desk& desk, const std::vector<Row>& rows, const Results& results,
                 const std::vector<bool>& withheld, int summer, Table& table) {
  const auto& measure = results.measure;
  const auto* national = national_of(desk.settings(), measure.percent, summer);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto& one = results.schools[i];
    if (!one.share && !one.published && !one.suppressed) continue;
    table.rows.push_back(
        line(std::to_string(rows[i].urn()), desk.name_of(rows[i].urn()), measure, one, national, withheld[i]));
  }
  if (!desk.request().school && results.all.share->whole > 0)
    table.rows.push_back(line("", "All schools with counts", measure, results.all, national, results.all_withheld));
  table.notes.push_back(national == nullptr
                            ? fmt::format("{}: no figure for England is set for this year.", measure.label)
                            : national_in_words(*national, measure.label));
}

Result<Table> make(Desk& desk, Stage stage, std::string_view title) {
  const Sheet asked = sheet_of(stage, measured_shares(stage, kAllSummers.last));
  TERMWISE_TRY(const AcademicYear year, desk.year({&asked}));
  const auto measures = measured_shares(stage, year.summer());
  const Sheet sheet = sheet_of(stage, measures);
  TERMWISE_TRY(const auto rows, desk.schools(sheet, year));
  if (rows.empty()) return desk.nothing(sheet);
  TERMWISE_TRY(Table table, desk.table(title, year.label(),
                                       {{"URN", "", false},
                                        {"School", "", false},
                                        {"Standard", "", false},
                                        {"Cohort", "pupils"},
                                        {"Reached", "pupils"},
                                        {"Reached", "%"},
                                        {"From", "%"},
                                        {"To", "%"},
                                        {"England", "%"},
                                        {"Difference", "points"},
                                        {"Against England", "", false}}));
  std::vector<Results> all;
  for (const auto& measure : measures) all.push_back(results_of(rows, measure));
  TERMWISE_TRY(const auto withheld, withheld_schools(all, desk.rule()));
  for (const auto& results : all)
    if (results.any) add_results(desk, rows, results, withheld, year.summer(), table);
  table.notes.emplace_back(
      "From and to: the rates at which a school like this one may work, 95 times of 100, by Wilson's interval. Below "
      "and above: "
      "the difference is more than chance would explain, at the usual 95%; of fewer than 11 pupils nothing is said.");
  table.notes.emplace_back(
      "Where a file has a whole percentage and no count, the count is the only one that would be published so; of many "
      "pupils "
      "there are several, and then there is neither interval nor verdict.");
  table.notes.push_back(audience_in_words(desk.request().audience));
  return table;
}

}  // namespace

TableReport attainment_report() {
  return {"attainment",
          "Results at key stage 2 by school, with intervals, and whether they differ from England's",
          {Option::school},
          [](Desk& desk) { return make(desk, Stage::key_stage_2, "Results at key stage 2"); }};
}

TableReport key_stage_1_report() {
  return {"key-stage-1",
          "Results at key stage 1 by school, with intervals, and whether they differ from England's",
          {Option::school},
          [](Desk& desk) { return make(desk, Stage::key_stage_1, "Results at key stage 1"); }};
}

}  // namespace termwise::tables
