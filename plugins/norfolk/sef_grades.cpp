#include "sef_grades.h"

#include "programme.h"
#include "visits/look.h"
#include "visits/visit_rule.h"

namespace termwise::norfolk {
namespace {

using namespace visits;
using reminders::word;

constexpr Measure<Plain> kSchools{"SEF_GRADE_SCHOOL"};
constexpr Measure<Plain> kAdvisers{"SEF_GRADE_ADVISER"};

// What became of each aspect, and how many there are.
struct Aspects {
  std::size_t all = 0;
  std::vector<std::string> agreed, not_agreed, different, open;
  std::optional<Decimal> only_difference;  // adviser's less school's, of the last aspect that differs
};

// "teaching (school 2, adviser 3)"
std::string both(const Item& row) {
  return std::string(word(row, "sef_aspect")) + " (school " + row[kSchools].number()->to_string() + ", adviser " +
         row[kAdvisers].number()->to_string() + ")";
}

void look_at(Look& look, const Item& row, Aspects& aspects) {
  ++aspects.all;
  const Value schools = row[kSchools];
  const Value advisers = row[kAdvisers];
  const Text agreed = row.text("sef_agreed");
  const Truth is_agreed = look.school().compare(agreed, "yes", look.origin());
  if (schools.number() == nullptr || advisers.number() == nullptr) {
    (is_agreed == Truth::yes ? aspects.agreed : aspects.open).emplace_back(word(row, "sef_aspect"));
    return;
  }
  Threshold same;
  same.operation = Operator::equal;
  same.value = *advisers.number();
  same.source = "the adviser's grade of the same aspect";
  same.confidence = "local";
  if (look.school().compare(schools, same) == Truth::no) {
    aspects.only_difference = add(*advisers.number(), schools.number()->negated());
    (is_agreed == Truth::yes ? aspects.different : aspects.not_agreed).push_back(both(row));
  } else if (is_agreed == Truth::no) {
    aspects.not_agreed.push_back(both(row));
  } else if (is_agreed == Truth::unknown) {
    aspects.open.emplace_back(word(row, "sef_aspect"));
  } else {
    aspects.agreed.emplace_back(word(row, "sef_aspect"));
  }
}

void judge(Look& look) {
  Case& school = look.school();
  if (!look.takes_part()) return school.leave_out();
  const Standing visit = look.standing("self-evaluation");
  Aspects aspects;
  for (const Item& row : look.rows_about(kGradeRows, visit)) look_at(look, row, aspects);
  school.fill("visits_of", academic_year(look.year()));
  school.fill("aspects", counted(Decimal(static_cast<std::int64_t>(aspects.all)), "grade", "grades"));
  school.fill("agreed", joined(aspects.agreed));
  school.fill("not_agreed", joined(aspects.not_agreed));
  school.fill("different", joined(aspects.different));
  school.fill("open", joined(aspects.open));
  if (!aspects.open.empty()) school.add_note("GRADES_OPEN");
  if (aspects.all == 0) {
    look.keep_missing("SEF_GRADE_SCHOOL", look.year(), "a grade");
    return school.answer("NO_GRADES");
  }
  if (!aspects.not_agreed.empty()) return school.answer("NOT_AGREED");
  if (!aspects.open.empty()) return school.answer("OPEN");
  if (aspects.different.empty()) return school.answer("AGREED");
  if (aspects.different.size() == 1 && aspects.only_difference)
    school.add_flip(kSchools.code, look.year(), *aspects.only_difference, "grades", "AGREED");
  school.answer("AGREED_DIFFERENT");
}

}  // namespace

Rule sef_grades() {
  return {.id = "sef-grades",
          .job = std::string(kJob),
          .title = "Grades of the self-evaluation, the school's and the adviser's",
          .source = std::string(programme().source) + ", visit 2",
          .outcomes =
              {{"NOT_AGREED",
                "At the visit on self-evaluation to {school} in {visits_of} the link adviser did not agree with every "
                "grade (1 is the best): {not_agreed}, of {aspects} in all."},
               {"OPEN",
                "Whether the link adviser agrees with grades that {school} gave itself in {visits_of} is not on record "
                "of {open}."},
               {"AGREED_DIFFERENT",
                "{school} and its link adviser have agreed on every grade of the self-evaluation of {visits_of} that "
                "is on record, and set out from different ones (1 is the best): {different}."},
               {"NO_GRADES",
                "No grades of {school}'s self-evaluation in {visits_of} are on record beside the link adviser's."},
               {"AGREED",
                "{school} and its link adviser agree on every grade of the self-evaluation of {visits_of} that is on "
                "record: {agreed}."}},
          .items = {kVisitRows, kAssignmentRows, kAdviserRows, kGradeRows},
          .national_standards = true,
          .calendar = true,
          .prepare = each_school(programme(), judge)};
}

}  // namespace termwise::norfolk
