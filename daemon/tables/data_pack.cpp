// All that is on record about one school before somebody visits it: results and their trend, how the school grades itself beside its
// adviser and the last inspection, its plans, targets and concerns.
#include <algorithm>
#include <array>
#include <map>

#include <fmt/format.h>

#include "base/text.h"
#include "report/wording.h"
#include "tables/cells.h"
#include "tables/list.h"
#include "tables/shares.h"

namespace termwise::tables {
namespace {

using report::Table;
using report::TableCell;

constexpr int kYearsOfTrend = 3;

const Sheet kInspections{"ofsted",
                         "inspections",
                         {"OFSTED_OE", "OFSTED_CAPACITY", "OFSTED_ACHIEVEMENT", "OFSTED_TEACHING", "OFSTED_LEADERSHIP",
                          "OFSTED_BEHAVIOUR", "OFSTED_EARLY_YEARS", "OFSTED_SIXTH_FORM"},
                         {"started_on", "inspection_type", "category"}};
const Sheet kGrades{"sef_grade",
                    "self-evaluation grades",
                    {"SEF_GRADE_SCHOOL", "SEF_GRADE_ADVISER"},
                    {"visit", "sef_aspect", "sef_agreed"}};
const Sheet kMilestones{
    "milestone", "dates of the year", {}, {"sef_updated_on", "sef_section_3_on", "development_plan_on"}};
const Sheet kPlans{
    "support_plan",
    "plans",
    {},
    {"support_plan", "plan_recorded_on", "plan_ended_on", "single_plan", "tracking", "progress_meetings"}};
const Sheet kTargets{
    "target", "targets", {"TARGET_PERCENT"}, {"target", "target_level", "pupil_group", "target_judgement"}};
const Sheet kActions{"action", "action points", {}, {"action_text", "due_on", "outcome"}};
const Sheet kFlags{"flag", "flags of concern", {}, {"flag_type", "raised_on", "expires_on", "flag_closed_on"}};

// What an inspection grades, beside what a school grades itself.
struct Aspect {
  std::string_view school;
  std::string_view inspection;
};
constexpr std::array<Aspect, 8> kAspects{{{"overall effectiveness", "OFSTED_OE"},
                                          {"achievement", "OFSTED_ACHIEVEMENT"},
                                          {"teaching", "OFSTED_TEACHING"},
                                          {"behaviour", "OFSTED_BEHAVIOUR"},
                                          {"leadership and management", "OFSTED_LEADERSHIP"},
                                          {"capacity to improve", "OFSTED_CAPACITY"},
                                          {"early years", "OFSTED_EARLY_YEARS"},
                                          {"sixth form", "OFSTED_SIXTH_FORM"}}};

std::string day(const std::optional<std::chrono::year_month_day>& date) {
  return date ? report::long_date(*date) : std::string();
}

class Pack {
 public:
  explicit Pack(std::vector<std::vector<TableCell>>& rows) : rows_(rows) {}
  void begin(std::string_view part) {
    part_ = part;
    before_ = rows_.size();
  }
  void line(std::string what, std::string when, TableCell school, TableCell beside, std::string remark) {
    rows_.push_back({std::string(part_), std::move(what), text_cell(std::move(when)), std::move(school),
                     std::move(beside), text_cell(std::move(remark))});
  }
  // A part of which nothing is on record says so.
  void end(std::string_view missing) {
    if (rows_.size() == before_)
      line("Nothing on record", "", report::NoFigure{}, report::NoFigure{}, std::string(missing));
  }

 private:
  std::vector<std::vector<TableCell>>& rows_;
  std::string_view part_;
  std::size_t before_ = 0;
};

TableCell change_cell(const TableCell& now, const TableCell& before) {
  const auto* one = std::get_if<Decimal>(&now);
  const auto* other = std::get_if<Decimal>(&before);
  if (one == nullptr || other == nullptr) return report::NoFigure{};
  return cell_of(add(*one, other->negated()));
}

std::string change_in_words(const TableCell& change) {
  const auto* number = std::get_if<Decimal>(&change);
  if (number == nullptr) return {};
  if (*number == Decimal(0)) return "as in the year before";
  const bool up = *number > Decimal(0);
  return fmt::format("{} points {} than in the year before", (up ? *number : number->negated()).to_string(),
                     up ? "more" : "fewer");
}

Result<void> results_part(Desk& desk, Stage stage, int last, Pack& pack) {
  std::map<std::string, TableCell> before;
  for (int summer = last - kYearsOfTrend + 1; summer <= last; ++summer) {
    const auto measures = measured_shares(stage, summer);
    const Sheet sheet = sheet_of(stage, measures);
    TERMWISE_TRY(const auto rows, desk.schools(sheet, {summer, summer}));
    std::map<std::string, TableCell> now;
    for (const Row& row : rows)
      for (const auto& measure : measures) {
        const SchoolShare share = school_share(row, measure);
        TableCell cell = share.percent();
        if (std::holds_alternative<report::NoFigure>(cell)) continue;
        cell = cell_unless(share.is_withheld(desk.rule()), std::move(cell));
        const auto* national = national_of(desk.settings(), measure.percent, summer);
        const auto then = before.find(measure.label);
        pack.line(measure.label + ", %", report::year_label(summer), cell,
                  national == nullptr ? TableCell(report::NoFigure{}) : TableCell(*national->value),
                  then == before.end() ? std::string() : change_in_words(change_cell(cell, then->second)));
        now[measure.label] = std::move(cell);
      }
    before = std::move(now);
  }
  return {};
}

const Row* latest_inspection(const std::vector<Row>& rows) {
  const Row* latest = nullptr;
  for (const Row& row : rows)
    if (row.date("started_on") && (latest == nullptr || *row.date("started_on") >= *latest->date("started_on")))
      latest = &row;
  return latest;
}

void inspection_part(const Row* inspection, Pack& pack) {
  pack.begin("Inspection");
  if (inspection != nullptr) {
    const std::string category = inspection->text("category");
    pack.line("Overall effectiveness", day(inspection->date("started_on")), report::NoFigure{},
              cell_of_value(inspection->value("OFSTED_OE")),
              category.empty() ? inspection->text("inspection_type")
                               : fmt::format("{}; category {}", inspection->text("inspection_type"), category));
  }
  pack.end("No inspection is loaded.");
}

void grades_part(const std::vector<Row>& grades, const Row* inspection, Pack& pack) {
  pack.begin("Self-evaluation");
  for (const Row& row : grades) {
    const std::string aspect = row.text("sef_aspect");
    TableCell beside = cell_of_value(row.value("SEF_GRADE_ADVISER"));
    std::string remark = "beside it the adviser's grade";
    if (row.text("sef_agreed") == "yes") remark += ", agreed";
    if (row.text("sef_agreed") == "no") remark += ", not agreed";
    const auto found =
        std::find_if(kAspects.begin(), kAspects.end(), [&](const Aspect& one) { return one.school == aspect; });
    if (found != kAspects.end() && inspection != nullptr && inspection->value(found->inspection).number() != nullptr)
      remark +=
          fmt::format("; the last inspection graded it {}", inspection->value(found->inspection).number()->to_string());
    pack.line(report::sentence_case(aspect), report::year_label(row.summer()),
              cell_of_value(row.value("SEF_GRADE_SCHOOL")), std::move(beside), std::move(remark));
  }
  pack.end("No self-evaluation grades are loaded for this year.");
}

void plans_part(const std::vector<Row>& milestones, const std::vector<Row>& plans, const std::vector<Row>& actions,
                Pack& pack) {
  pack.begin("Plans");
  for (const Row& row : milestones) {
    if (row.date("development_plan_on"))
      pack.line("Development plan", day(row.date("development_plan_on")), {}, {}, "");
    if (row.date("sef_updated_on")) pack.line("Self-evaluation updated", day(row.date("sef_updated_on")), {}, {}, "");
    if (row.date("sef_section_3_on"))
      pack.line("Section 3 of the self-evaluation updated", day(row.date("sef_section_3_on")), {}, {}, "");
  }
  for (const Row& row : plans) {
    std::vector<std::string> lacks;
    if (row.text("single_plan") == "no") lacks.emplace_back("a single plan");
    if (row.text("tracking") == "no") lacks.emplace_back("tracking of progress");
    if (row.text("progress_meetings") == "no") lacks.emplace_back("pupil progress meetings");
    std::string remark = lacks.empty() ? std::string() : fmt::format("without {}", listed(lacks));
    if (row.date("plan_ended_on")) remark += (remark.empty() ? "ended " : "; ended ") + day(row.date("plan_ended_on"));
    pack.line("Support plan " + row.text("support_plan"), day(row.date("plan_recorded_on")), {}, {}, std::move(remark));
  }
  for (const Row& row : actions)
    pack.line(row.text("action_text"), day(row.date("due_on")), {}, {},
              row.has("outcome") ? row.text("outcome") : "no outcome on record");
  pack.end("No plan and no action point is loaded for this year.");
}

void targets_part(const std::vector<Row>& targets, Pack& pack) {
  pack.begin("Targets");
  for (const Row& row : targets) {
    if (row.text("pupil_group") != "all") continue;  // a group may be of few pupils
    const std::string level = row.text("target_level");
    pack.line(level.empty() ? row.text("target") : fmt::format("{}, level {}", row.text("target"), level),
              report::year_label(row.summer()), cell_of_value(row.value("TARGET_PERCENT")), {},
              row.text("target_judgement"));
  }
  pack.end("No target is loaded for this year and the two after it.");
}

void flags_part(const std::vector<Row>& flags, Pack& pack) {
  pack.begin("Concerns");
  for (const Row& row : flags)
    if (!row.has("flag_closed_on"))
      pack.line(report::sentence_case(row.text("flag_type")), day(row.date("raised_on")), {}, {},
                row.date("expires_on") ? "to " + day(row.date("expires_on")) : std::string());
  pack.end("No flag is open.");
}

Result<Table> make(Desk& desk) {
  if (!desk.request().school) return Error{ExitCode::usage, "A data pack is about one school. Name it: --urn NUMBER."};
  const Sheet results = sheet_of(Stage::key_stage_2, measured_shares(Stage::key_stage_2, kAllSummers.last));
  TERMWISE_TRY(const AcademicYear year, desk.year({&results, &kGrades, &kMilestones}));
  std::vector<std::vector<TableCell>> lines;
  Pack pack(lines);
  pack.begin("Results");
  TERMWISE_CHECK(results_part(desk, Stage::key_stage_1, year.summer(), pack));
  TERMWISE_CHECK(results_part(desk, Stage::key_stage_2, year.summer(), pack));
  pack.end("No results of key stage 1 or 2 are loaded.");
  TERMWISE_TRY(const auto inspections, desk.schools(kInspections, {kAllSummers.first, year.summer()}));
  const Row* inspection = latest_inspection(inspections);
  inspection_part(inspection, pack);
  TERMWISE_TRY(const auto grades, desk.schools(kGrades, year));
  grades_part(grades, inspection, pack);
  TERMWISE_TRY(const auto milestones, desk.schools(kMilestones, year));
  TERMWISE_TRY(const auto plans, desk.schools(kPlans, year));
  TERMWISE_TRY(const auto actions, desk.schools(kActions, year));
  plans_part(milestones, plans, actions, pack);
  TERMWISE_TRY(const auto targets, desk.schools(kTargets, {year.summer(), year.summer() + 2}));
  targets_part(targets, pack);
  if (desk.for_team()) {
    TERMWISE_TRY(const auto flags, desk.schools(kFlags, year));
    flags_part(flags, pack);
  }
  if (!desk.has_read_any()) return desk.nothing("records");
  TERMWISE_TRY(Table table, desk.table("Data pack before a visit", year.label(),
                                       {{"Part", "", false},
                                        {"What", "", false},
                                        {"When", "", false},
                                        {"School"},
                                        {"Beside it"},
                                        {"Remark", "", false}}));
  table.rows = std::move(lines);
  table.notes = {
      "Beside a result stands England's figure, beside a grade of self-evaluation the adviser's, and as the school's "
      "overall "
      "effectiveness the inspectors'. Grades run from 1, outstanding, to 4.",
      "Changes are of the figures as they are shown. Targets are those of all pupils, for this year's results and the "
      "two years after.",
      audience_in_words(desk.request().audience)};
  if (!desk.for_team()) table.notes.insert(table.notes.begin() + 2, "Flags of concern are shown to the team only.");
  return table;
}

}  // namespace

TableReport data_pack_report() {
  return {"data-pack",
          "Before a visit: one school's results and trend, self-evaluation, plans, targets and inspection side by side",
          {Option::school},
          make};
}

}  // namespace termwise::tables
