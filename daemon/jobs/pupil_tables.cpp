// The table reports about pupils: how they progressed, and how groups of them compare.
#include <functional>

#include <fmt/format.h>

#include "base/text.h"
#include "jobs/table_report_parts.h"
#include "report/wording.h"
#include "school/group_gaps.h"
#include "school/progression_matrix.h"
#include "store/pupils.h"

namespace termwise::jobs {
namespace {

using report::Table;
using school::Level;
using school::LevelKind;
using school::Missing;
using school::Value;

constexpr std::string_view kPupilDataset = "pupil";
constexpr int kLastSummerOfLevels = 2015;
constexpr int kFirstSummerOfReadingAndWriting = 2013;  // before, English was one subject
constexpr int kFirstSummerOfLevelSix = 2012;

struct Pupils {
  AcademicYear year;
  std::vector<store::PupilFigures> figures;
  std::set<std::int64_t> batches;
};

Result<AcademicYear> year_of(store::Reader& reader, const TableScope& scope) {
  const auto& request = scope.request;
  if (request.year) return *request.year;
  TERMWISE_TRY(const auto latest,
               store::latest_pupil_year(reader, kPupilDataset, request.la, scope.highest, request.school));
  if (!latest) return nothing_loaded(scope, "pupils");
  return *latest;
}

Result<Pupils> pupils_of(store::Reader& reader, const TableScope& scope, const AcademicYear& year,
                         const std::vector<std::string>& measures) {
  const auto& request = scope.request;
  TERMWISE_TRY(auto figures, store::latest_pupils(reader, kPupilDataset, request.la, year.summer(), scope.highest,
                                                  request.school, measures));
  if (figures.empty()) return nothing_loaded(scope, "pupils");
  std::set<std::int64_t> batches;
  for (const auto& pupil : figures) batches.insert(pupil.batch.value);
  return Pupils{year, std::move(figures), std::move(batches)};
}

std::optional<std::int64_t> whole_number(const Value& value) {
  if (value.number() == nullptr) return std::nullopt;
  return value.number()->units();  // of measures without decimals
}

// ---- Progression ---------------------------------------------------------------------------------------------------

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

class PlaceOf {
 public:
  explicit PlaceOf(std::vector<std::string> measures) : measures_(std::move(measures)) {}
  const std::vector<std::string>& measures() const { return measures_; }
  const Value& in(const store::PupilFigures& pupil, const std::string& measure) const {
    std::size_t place = 0;
    while (measures_[place] != measure) ++place;
    return pupil.values[place];
  }

 private:
  std::vector<std::string> measures_;
};

SubjectResult result_of(const Subject& subject, const Pupils& pupils, const PlaceOf& place) {
  SubjectResult result;
  const school::TwoLevelsRule rule{false, pupils.year.summer() >= kFirstSummerOfLevelSix};
  for (const auto& pupil : pupils.figures) {
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

// ---- Groups --------------------------------------------------------------------------------------------------------

struct Band {
  std::int64_t from;
  std::int64_t to;
  std::string name;
};

// Parts of all pupils by what a measure says.
// Of groups within one another the larger less the smaller is a group too, which may be of few pupils: of those about need,
// people outside the team get the first that the file has.
enum class About { need, other };

struct Partition {
  std::string name;
  std::string measure;
  std::vector<Band> bands;
  About about = About::other;
};

std::vector<Partition> partitions() {
  return {{"Sex", "PUPIL_GIRL", {{1, 1, "Girls"}, {0, 0, "Boys"}}},
          {"Pupil premium", "PUPIL_PREMIUM", {{1, 1, "With"}, {0, 0, "Without"}}, About::need},
          {"Free school meals in six years", "PUPIL_FSM6", {{1, 1, "Entitled"}, {0, 0, "Not entitled"}}, About::need},
          {"Free school meals", "PUPIL_FSM", {{1, 1, "Entitled"}, {0, 0, "Not entitled"}}, About::need},
          {"Care", "PUPIL_LOOKED_AFTER", {{1, 1, "Looked after or adopted"}, {0, 0, "Not"}}, About::need},
          {"Language", "PUPIL_EAL", {{1, 1, "Additional to English"}, {0, 0, "English"}}},
          {"Special needs", "PUPIL_SEN", {{0, 0, "None"}, {1, 3, "Action or support"}, {4, 4, "Statement or plan"}}}};
}

// What a pupil must have reached, in each of several results.
struct Standard {
  std::string words;
  std::vector<std::pair<std::string, std::int64_t>> at_least;  // measure, and from which number on
};

Standard standard_of(int summer) {
  constexpr std::int64_t kExpectedScore = 100;
  constexpr std::int64_t kExpectedWriting = 3;
  if (summer > kLastSummerOfLevels)
    return {"the expected standard in reading, writing and maths",
            {{"PUPIL_SCORE_R", kExpectedScore}, {"PUPIL_TA_W", kExpectedWriting}, {"PUPIL_SCORE_M", kExpectedScore}}};
  if (summer >= kFirstSummerOfReadingAndWriting)
    return {"level 4 or above in reading, writing and maths",
            {{"PUPIL_LEVEL_R", 4}, {"PUPIL_LEVEL_W", 4}, {"PUPIL_LEVEL_M", 4}}};
  return {"level 4 or above in English and maths", {{"PUPIL_LEVEL_E", 4}, {"PUPIL_LEVEL_M", 4}}};
}

// Who was absent or got no result has not reached it. Empty where a result that decides is not in the file.
std::optional<bool> reached(const Standard& standard, const store::PupilFigures& pupil, const PlaceOf& place) {
  bool open = false;
  for (const auto& [measure, least] : standard.at_least) {
    const Value& value = place.in(pupil, measure);
    if (const auto number = whole_number(value)) {
      if (*number < least) return false;
    } else if (*value.missing() == Missing::not_entered || *value.missing() == Missing::not_applicable) {
      return false;
    } else {
      open = true;
    }
  }
  if (open) return std::nullopt;
  return true;
}

struct Judged {
  const store::PupilFigures* pupil;
  bool reached;
};

// Empty where no pupil is said to be in a group.
std::vector<school::GroupCount> groups_of(const Partition& partition, const std::vector<Judged>& pupils,
                                          const PlaceOf& place) {
  std::vector<school::GroupCount> groups;
  for (const auto& band : partition.bands) groups.push_back({band.name, {}});
  school::GroupCount unknown{"Not recorded", {}};
  bool any = false;
  for (const auto& one : pupils) {
    const auto number = whole_number(place.in(*one.pupil, partition.measure));
    school::GroupCount* group = &unknown;
    for (std::size_t i = 0; number && i < partition.bands.size(); ++i)
      if (*number >= partition.bands[i].from && *number <= partition.bands[i].to) group = &groups[i];
    any = any || group != &unknown;
    ++group->reached.whole;
    group->reached.part += one.reached ? 1 : 0;
  }
  if (!any) return {};
  if (unknown.reached.whole > 0) groups.push_back(std::move(unknown));
  return groups;
}

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

}  // namespace

Result<Table> progression_report(store::Reader& reader, const TableScope& scope) {
  TERMWISE_TRY(const AcademicYear year, year_of(reader, scope));
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
  TERMWISE_TRY(const Pupils pupils, pupils_of(reader, scope, year, place.measures()));
  Table table;
  table.title = fmt::format("Levels at key stage 1 against those at key stage 2, {}, {}", scope.whom, year.label());
  TERMWISE_TRY(table.source, source_in_words(reader, pupils.batches));
  table.columns = {{"Subject", "", false}, {"Key stage 1", "", false}};
  for (std::size_t i = 0; i < school::kReachedLevels; ++i) table.columns.push_back({reached_heading(i), "pupils"});
  table.columns.push_back({"All", "pupils"});
  for (std::size_t i = 0; i < school::kReachedLevels; ++i) table.columns.push_back({reached_heading(i), "%"});
  const auto rule = school::suppression_for(scope.request.audience);
  for (const auto& subject : subjects) {
    const SubjectResult result = result_of(subject, pupils, place);
    const auto shown = school::shown_progression(result.matrix, rule, kPercentDecimals);
    add_matrix(subject, shown, table);
    table.notes.push_back(two_levels_in_words(subject, result, any_hidden(shown)));
  }
  table.notes.push_back(
      "Columns are levels at key stage 2; percentages are of the pupils in the row. A level 2 without a sublevel "
      "stands "
      "with 2B.");
  table.notes.push_back(
      "Two levels of progress are counted in whole levels. Pupils without a result at key stage 1 are not counted, and "
      "those who were absent at key stage 2 have not made them.");
  const bool level_six = year.summer() >= kFirstSummerOfLevelSix;
  table.notes.push_back(
      fmt::format("After a level 4 at key stage 1 a level {} is asked for, as there was {}test of level 6: a reading "
                  "of the rule that is not "
                  "confirmed.",
                  level_six ? 6 : 5, level_six ? "a " : "no "));
  table.notes.push_back(audience_in_words(scope.request.audience));
  return table;
}

Result<Table> groups_report(store::Reader& reader, const TableScope& scope) {
  TERMWISE_TRY(const AcademicYear year, year_of(reader, scope));
  const Standard standard = standard_of(year.summer());
  std::vector<std::string> measures;
  for (const auto& [measure, least] : standard.at_least) measures.push_back(measure);
  const auto all_partitions = partitions();
  for (const auto& partition : all_partitions) measures.push_back(partition.measure);
  const PlaceOf place(measures);
  TERMWISE_TRY(const Pupils pupils, pupils_of(reader, scope, year, place.measures()));
  std::vector<Judged> judged;
  for (const auto& pupil : pupils.figures)
    if (const auto has = reached(standard, pupil, place)) judged.push_back({&pupil, *has});
  if (judged.empty())
    return Error{ExitCode::data,
                 fmt::format("The files of pupils of {} in {} do not have the results for {}. Load one that "
                             "has them.",
                             scope.whom, year.label(), standard.words)};
  Table table;
  table.title = fmt::format("Groups of pupils who reached {}, {}, {}", standard.words, scope.whom, year.label());
  TERMWISE_TRY(table.source, source_in_words(reader, pupils.batches));
  const Decimal& gap = scope.request.gap;
  table.columns = {{"By", "", false}, {"Group", "", false}, {"Group size", "pupils"}, {"Reached", "pupils"},
                   {"Reached", "%"},  {"All others", "%"},  {"Gap", "points"},        {"Wide", "", false}};
  const auto rule = school::suppression_for(scope.request.audience);
  bool need_shown = false;
  for (const auto& partition : all_partitions) {
    const bool nested = partition.about == About::need && need_shown;
    if (nested && scope.request.audience != school::Audience::team) continue;
    const auto groups = groups_of(partition, judged, place);
    if (groups.empty()) continue;
    need_shown = need_shown || partition.about == About::need;
    TERMWISE_TRY(auto shown, school::shown_groups(groups, gap, rule, kPercentDecimals));
    for (const auto& group : shown.groups) table.rows.push_back(group_row(partition.name, group));
    shown.whole.name = "All pupils";
    table.rows.push_back(group_row(partition.name, shown.whole));
  }
  table.notes.push_back(
      fmt::format("The gap is the group's percentage less that of all other pupils. It is wide where the group is more "
                  "than {} percentage "
                  "points behind: the limit that this report was asked for, not a national one.",
                  gap.to_string()));
  const std::size_t left_out = pupils.figures.size() - judged.size();
  if (left_out > 0 && scope.request.audience == school::Audience::team)
    table.notes.push_back(fmt::format("{} left out, since the file lacks their results.",
                                      left_out == 1 ? "1 pupil is" : fmt::format("{} pupils are", left_out)));
  else if (left_out > 0)
    table.notes.push_back("Pupils whose results the file lacks are left out.");
  table.notes.push_back(audience_in_words(scope.request.audience));
  return table;
}

}  // namespace termwise::jobs
