// What schools spend on a pupil, beside what their pupils reach.
#include <array>
#include <map>

#include "school/ratio.h"
#include "tables/cells.h"
#include "tables/list.h"
#include "tables/shares.h"

namespace termwise::tables {
namespace {

using report::Table;
using report::TableCell;

const Sheet kFinance{"finance", "income and expenditure", {"FINANCE_INCOME", "FINANCE_EXPENDITURE", "FINANCE_BALANCE"}};
// Which files count the pupils on roll; the first that has a school's.
const std::array<Sheet, 4> kRolls{
    Sheet{"census", "pupils on roll", {"CENSUS_ROLL"}}, Sheet{"ks2", "pupils on roll", {"KS2_SCHOOL_ROLL"}},
    Sheet{"ks4", "pupils on roll", {"KS4_SCHOOL_ROLL"}}, Sheet{"school", "pupils on roll", {"SCHOOL_ROLL"}}};

std::optional<std::int64_t> pence(const school::Value& value) {
  if (value.number() == nullptr) return std::nullopt;
  const auto scaled = value.number()->rescaled(2);
  if (!scaled) return std::nullopt;
  return scaled->units();
}

// Whole pounds, as far as 128 bits and 64 hold them.
TableCell pounds_per_pupil(const school::Value& amount, const std::optional<std::int64_t>& pupils) {
  constexpr std::int64_t kPencePerPound = 100;
  const auto sum = pence(amount);
  if (!sum || !pupils || *pupils == 0) return report::NoFigure{};
  return cell_of(school::Ratio(*sum, *pupils * kPencePerPound).rounded(0));
}

struct School {
  const Row* finance = nullptr;
  std::optional<std::int64_t> roll;
};

Result<Table> make(Desk& desk) {
  TERMWISE_TRY(const AcademicYear year, desk.year({&kFinance}));
  TERMWISE_TRY(const auto finance, desk.schools(kFinance, year));
  if (finance.empty()) return desk.nothing(kFinance);
  std::map<std::int64_t, School> schools;
  for (const Row& row : finance) schools[row.urn()].finance = &row;
  for (const Sheet& sheet : kRolls) {
    TERMWISE_TRY(const auto rows, desk.schools(sheet, year));
    for (const Row& row : rows) {
      const auto school = schools.find(row.urn());
      if (school != schools.end() && !school->second.roll) school->second.roll = row.count(sheet.measures.front());
    }
  }
  const auto results = measured_shares(Stage::key_stage_2, year.summer());
  std::map<std::int64_t, SchoolShare> reached;
  if (!results.empty()) {
    const Sheet sheet = sheet_of(Stage::key_stage_2, results);
    TERMWISE_TRY(const auto rows, desk.schools(sheet, year));
    for (const Row& row : rows) reached[row.urn()] = school_share(row, results.back());
  }
  const std::string heading = results.empty() ? "Results at key stage 2" : results.back().label;
  TERMWISE_TRY(Table table, desk.table("Spending beside results", year.label(),
                                       {{"URN", "", false},
                                        {"School", "", false},
                                        {"On roll", "pupils"},
                                        {"Income", "pounds a pupil"},
                                        {"Spent", "pounds a pupil"},
                                        {"Balance", "pounds a pupil"},
                                        {heading, "%"}}));
  const auto rule = desk.rule();
  for (const auto& [urn, one] : schools) {
    const auto result = reached.find(urn);
    const bool hidden = result != reached.end() && result->second.is_withheld(rule);
    table.rows.push_back(
        {std::to_string(urn), desk.name_of(urn), cell_of(one.roll),
         pounds_per_pupil(one.finance->value("FINANCE_INCOME"), one.roll),
         pounds_per_pupil(one.finance->value("FINANCE_EXPENDITURE"), one.roll),
         pounds_per_pupil(one.finance->value("FINANCE_BALANCE"), one.roll),
         cell_unless(hidden, result == reached.end() ? TableCell(report::NoFigure{}) : result->second.percent())});
  }
  table.notes = {
      "Money is divided by the pupils on roll in the same academic year, by the first of the census, the results and "
      "the list of "
      "schools that counts them, in whole pounds; of a school without such a count there is none. Schools with more "
      "pupils in need get more money, so that spending alone says nothing of "
      "value.",
      audience_in_words(desk.request().audience)};
  return table;
}

}  // namespace

TableReport value_for_money_report() {
  return {"value-for-money",
          "What schools spend on a pupil, beside what their pupils reach at key stage 2",
          {Option::school},
          make};
}

}  // namespace termwise::tables
