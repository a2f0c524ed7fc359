// Levels at key stage 1 against those at key stage 2: how pupils converted, and who made two levels of progress.
#include <fmt/format.h>

#include "report/wording.h"
#include "school/progression_matrix.h"
#include "tables/cells.h"
#include "tables/list.h"
#include "tables/pupils.h"

namespace termwise::tables {
namespace {

using report::Table;
using school::Level;
using school::LevelKind;
using school::Missing;
using school::Value;

constexpr int kFirstSummerOfLevelSix = 2012;

// Absent pupils, those below the level of the test and those who cannot take it are one code in files of pupils.
Level without_level(Missing reason, LevelKind where_not_applicable) {
  if (reason == Missing::not_entered) return {LevelKind::absent, 0, 0};
  if (reason == Missing::not_applicable) return {where_not_applicable, 0, 0};
  return {};
}

Level at_key_stage_1(const Value& points) {
  if (const auto number = whole_number(points))
    return school::key_stage_1_level(static_cast<int>(*number)).value_or(Level{});
  return without_level(*points.missing(), LevelKind::disapplied);
}

Level at_key_stage_2(const Value& level) {
  if (const auto number = whole_number(level)) {
    if (*number == 0) return {LevelKind::working_towards, 0, 0};
    return {LevelKind::level, static_cast<int>(*number), 0};
  }
  return without_level(*level.missing(), LevelKind::none_awarded);
}

struct Subject {
  std::string name;
  std::vector<std::string> before;  // measures at key stage 1; of two, English is made
  std::string after;
};

std::vector<Subject> subjects_of(int summer) {
  const Subject maths{"Maths", {"PUPIL_KS1_M"}, "PUPIL_LEVEL_M"};
  if (summer < kFirstSummerOfReadingAndWriting)
    return {{"English", {"PUPIL_KS1_R", "PUPIL_KS1_W"}, "PUPIL_LEVEL_E"}, maths};
  return {{"Reading", {"PUPIL_KS1_R"}, "PUPIL_LEVEL_R"}, {"Writing", {"PUPIL_KS1_W"}, "PUPIL_LEVEL_W"}, maths};
}

struct SubjectResult {
  school::ProgressionMatrix matrix;
  school::TwoLevels two_levels;
};

SubjectResult result_of(const Subject& subject, int summer, const std::vector<store::PupilFigures>& pupils,
                        const PlaceOf& place) {
  SubjectResult result;
  const school::TwoLevelsRule rule{false, summer >= kFirstSummerOfLevelSix};
  for (const auto& pupil : pupils) {
    Level before = at_key_stage_1(place.in(pupil, subject.before.front()));
    if (subject.before.size() == 2)
      before = school::key_stage_1_english(before, at_key_stage_1(place.in(pupil, subject.before.back())));
    const Level after = at_key_stage_2(place.in(pupil, subject.after));
    result.matrix.add(before, after);
    result.two_levels.add(school::two_levels(before, after, {}, rule));
  }
  return result;
}

void add_matrix(const Subject& subject, const school::ShownProgression& shown, Table& table) {
  for (std::size_t row = 0; row <= school::kPriorLevels; ++row) {
    std::vector<report::TableCell> cells{
        subject.name,
        row == school::kPriorLevels ? std::string("All") : std::string(in_words(static_cast<school::PriorLevel>(row)))};
    for (const auto& cell : shown[row]) cells.push_back(cell_unless(cell.hidden, count_cell(cell.count)));
    for (std::size_t column = 0; column < school::kReachedLevels; ++column) {
      const auto& cell = shown[row][column];
      // Nobody's percentages are no secret where their number is none.
      const bool hidden = cell.hidden || shown[row][school::kReachedLevels].hidden;
      cells.push_back(cell_unless(hidden, cell_of(cell.percent)));
    }
    table.rows.push_back(std::move(cells));
  }
}

std::string reached_heading(std::size_t column) {
  return report::sentence_case(std::string(in_words(static_cast<school::ReachedLevel>(column))));
}

bool any_hidden(const school::ShownProgression& shown) {
  for (const auto& row : shown)
    for (const auto& cell : row)
      if (cell.hidden) return true;
  return false;
}

// The sum is of cells of the table, so that it would tell of some that are hidden.
std::string two_levels_in_words(const Subject& subject, const SubjectResult& result, bool withheld) {
  if (withheld)
    return fmt::format("{}: who made two levels of progress is withheld, since it would tell figures that are.",
                       subject.name);
  const auto& two = result.two_levels;
  const auto percent = school::rounded_percent(two.share(), kPercentDecimals);
  if (!percent) return fmt::format("{}: no pupil has results at both key stages.", subject.name);
  return fmt::format(
      "{}: {} of {} pupils with results at both key stages, {}%, made two levels of progress; {} not "
      "counted.",
      subject.name, two.made, two.counted, percent->to_string(),
      two.excluded == 1 ? "1 pupil is" : fmt::format("{} pupils are", two.excluded));
}

Result<Table> make(Desk& desk) {
  TERMWISE_TRY(const AcademicYear year, pupil_year(desk));
  if (year.summer() > kLastSummerOfLevels)
    return Error{
        ExitCode::data,
        fmt::format("There are no levels at key stage 2 in {}: they ended with 2014/15, and DfE publishes progress "
                    "scores since. Give an earlier year: --year 2014/15.",
                    year.label())};
  const auto subjects = subjects_of(year.summer());
  std::vector<std::string> measures;
  for (const auto& subject : subjects) {
    measures.insert(measures.end(), subject.before.begin(), subject.before.end());
    measures.push_back(subject.after);
  }
  const PlaceOf place(measures);
  TERMWISE_TRY(const auto pupils, pupils_of(desk, year, place.measures()));
  std::vector<report::TableColumn> columns{{"Subject", "", false}, {"Key stage 1", "", false}};
  for (std::size_t i = 0; i < school::kReachedLevels; ++i) columns.push_back({reached_heading(i), "pupils"});
  columns.push_back({"All", "pupils"});
  for (std::size_t i = 0; i < school::kReachedLevels; ++i) columns.push_back({reached_heading(i), "%"});
  TERMWISE_TRY(Table table, desk.table("Levels at key stage 1 against those at key stage 2", year.label(), columns));
  for (const auto& subject : subjects) {
    const SubjectResult result = result_of(subject, year.summer(), pupils, place);
    const auto shown = school::shown_progression(result.matrix, desk.rule(), kPercentDecimals);
    add_matrix(subject, shown, table);
    table.notes.push_back(two_levels_in_words(subject, result, any_hidden(shown)));
  }
  table.notes.push_back(
      "Columns are levels at key stage 2; percentages are of the pupils in the row. A level 2 without a sublevel "
      "stands with 2B.");
  table.notes.push_back(
      "Two levels of progress are counted in whole levels. Pupils without a result at key stage 1 are not counted, and "
      "those who were absent at key stage 2 have not made them.");
  const bool level_six = year.summer() >= kFirstSummerOfLevelSix;
  table.notes.push_back(
      fmt::format("After a level 4 at key stage 1 a level {} is asked for, as there was {}test of level 6: a reading "
                  "of the rule that is not "
                  "confirmed.",
                  level_six ? 6 : 5, level_six ? "a " : "no "));
  table.notes.push_back(audience_in_words(desk.request().audience));
  return table;
}

}  // namespace

TableReport progression_report() {
  return {"progression",
          "Levels at key stage 1 against those at key stage 2, and two levels of progress (to 2014/15)",
          {Option::school},
          make};
}

}  // namespace termwise::tables
