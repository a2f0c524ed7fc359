// What inspections said, by academic year or over a period.
#include <array>
#include <map>

#include "report/wording.h"
#include "tables/cells.h"
#include "tables/list.h"
#include "tables/period.h"

namespace termwise::tables {
namespace {

using report::Table;
using school::Share;
using std::chrono::September;
using std::chrono::year;

constexpr std::size_t kGrades = 4;
constexpr auto kRequiresImprovementFrom = year{2012} / September / 1;

const Sheet kInspections{"ofsted", "inspections", {"OFSTED_OE"}, {"started_on", "category"}};

struct Outcomes {
  std::int64_t inspections = 0;
  std::array<std::int64_t, kGrades> grades{};
  std::int64_t special_measures = 0;
  std::int64_t other_category = 0;

  void add(const Row& row) {
    ++inspections;
    const auto grade = row.count("OFSTED_OE");
    if (grade && *grade >= 1 && *grade <= static_cast<std::int64_t>(kGrades))
      ++grades[static_cast<std::size_t>(*grade) - 1];
    const std::string category = row.text("category");
    special_measures += category == "SM" ? 1 : 0;
    other_category += category == "NTI" || category == "SWK" || category == "RSI" ? 1 : 0;
  }
  std::int64_t graded() const { return grades[0] + grades[1] + grades[2] + grades[3]; }
};

std::vector<report::TableCell> line(const std::string& name, const Outcomes& one) {
  std::vector<report::TableCell> cells{name, count_cell(one.inspections)};
  for (const auto count : one.grades) cells.push_back(count_cell(count));
  cells.push_back(count_cell(one.inspections - one.graded()));
  for (const auto count : one.grades) cells.push_back(percent_cell(Share{count, one.graded()}));
  cells.push_back(count_cell(one.special_measures));
  cells.push_back(count_cell(one.other_category));
  return cells;
}

std::string third_grade(const Period& period) {
  if (period.to < kRequiresImprovementFrom) return "Satisfactory";
  return period.from < kRequiresImprovementFrom ? "Satisfactory or requires improvement" : "Requires improvement";
}

Result<Table> make(Desk& desk) {
  TERMWISE_TRY(const Period period, period_of(desk, kInspections));
  TERMWISE_TRY(const auto rows, desk.schools(kInspections, period.summers()));
  std::map<int, Outcomes> years;
  Outcomes all;
  for (const Row& row : rows) {
    const auto began = row.date("started_on");
    if (!began || !period.holds(*began)) continue;
    years[row.summer()].add(row);
    all.add(row);
  }
  if (all.inspections == 0) return nothing_in(desk, kInspections, period);
  TERMWISE_TRY(Table table, desk.table("Outcomes of inspections", period.in_words(),
                                       {{"Year", "", false},
                                        {"Inspections"},
                                        {"Outstanding", "schools"},
                                        {"Good", "schools"},
                                        {third_grade(period), "schools"},
                                        {"Inadequate", "schools"},
                                        {"Without an overall grade"},
                                        {"Outstanding", "%"},
                                        {"Good", "%"},
                                        {third_grade(period), "%"},
                                        {"Inadequate", "%"},
                                        {"Special measures", "schools"},
                                        {"Another category", "schools"}}));
  for (const auto& [summer, outcomes] : years) table.rows.push_back(line(report::year_label(summer), outcomes));
  table.rows.push_back(line("All", all));
  table.notes = {
      "An inspection stands in the academic year of its first day. Percentages are of those with an overall grade; "
      "monitoring visits and, from November 2025, report cards have none.",
      "Another category: notice to improve, serious weaknesses, or requires significant improvement. Grade 3 was "
      "called "
      "satisfactory until August 2012 and requires improvement since.",
      "It counts inspections and not pupils, so that nothing is withheld."};
  return table;
}

}  // namespace

TableReport inspections_report() {
  return {"inspections", "Outcomes of inspections by academic year, or over a period", {Option::period}, make};
}

}  // namespace termwise::tables
