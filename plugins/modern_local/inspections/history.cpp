#include "inspections/history.h"

#include <algorithm>
#include <string>
#include <vector>

#include "inspections/triggers.h"

namespace termwise::modern_local {
namespace {

constexpr int kYearsBefore = 20;  // longer than any school goes without a graded inspection

struct Inspected {
  Grades grades;
  std::optional<Grades> before;  // what its own row says of the one before it
};

bool is_there(const Figure<Plain>& figure) { return figure.number() != nullptr; }

// Ofsted writes so where an inspection gave no grade, such as a monitoring visit.
bool says_not_graded(const Missing* reason) {
  return reason != nullptr && (*reason == Missing::not_entered || *reason == Missing::not_applicable);
}

Scale scale_of(const Grades& grades) {
  const bool has_areas =
      std::any_of(grades.areas.begin(), grades.areas.end(), [](const Text& area) { return area.text() != nullptr; });
  if (has_areas) return Scale::report_card;
  if (is_there(grades.overall)) return Scale::overall;
  if (is_there(grades.education) || is_there(grades.leadership)) return Scale::areas;
  // None is there: what the inspection should have given.
  if ((grades.began >= kReportCards) == Truth::yes) return Scale::report_card;
  return (grades.began >= kNoOverallGrade) == Truth::yes ? Scale::areas : Scale::overall;
}

bool gave_no_grades(const Grades& grades) {
  const bool none =
      !is_there(grades.overall) && !is_there(grades.education) && !is_there(grades.leadership) &&
      grades.category.text() == nullptr &&
      std::all_of(grades.areas.begin(), grades.areas.end(), [](const Text& area) { return area.text() == nullptr; });
  return none &&
         (says_not_graded(grades.overall.missing()) || says_not_graded(grades.areas[kLeadershipArea].missing()));
}

Inspected read(const Item& item) {
  Inspected one;
  Grades& grades = one.grades;
  grades.began = item.date("started_on");
  grades.overall = item[kOverall];
  grades.education = item[kEducation];
  grades.leadership = item[kLeadership];
  grades.category = item.text("category");
  grades.safeguarding = item.text("safeguarding");
  for (std::size_t i = 0; i < kAreas.size(); ++i) grades.areas[i] = item.text(kAreas[i].attribute);
  grades.crossed = item.crossed();
  grades.scale = scale_of(grades);
  const auto previous = item[kPreviousOverall];
  const Text category = item.text("previous_category");
  if (is_there(previous) || category.text() != nullptr) {
    one.before.emplace();
    one.before->overall = previous;
    one.before->category = category;
  }
  return one;
}

// A report is known once it is published; where no file says when that was, once the inspection has begun.
Truth is_known(const Item& item, const Day& today) {
  const Date published = item.date("published_on");
  return published.day() != nullptr ? published <= today : item.date("started_on") <= today;
}

}  // namespace

const Items& inspections() {
  static const Items items = [] {
    std::vector<std::string> names{"OFSTED_OE",          "OFSTED_EDUCATION",  "OFSTED_LEADERSHIP",
                                   "OFSTED_PREVIOUS_OE", "started_on",        "published_on",
                                   "category",           "previous_category", "safeguarding"};
    for (const Area& area : kAreas) names.emplace_back(area.attribute);
    return Items{"inspection/1", names, kYearsBefore, History::same_school};
  }();
  return items;
}

Inspections read_inspections(const Case& school) {
  Inspections history;
  std::vector<Inspected> known;
  for (const Item& item : school.items(inspections())) {
    const Inspected one = read(item);
    if (gave_no_grades(one.grades)) continue;
    const Truth is_out = is_known(item, school.facts().reference_day());
    if (is_out == Truth::no) continue;
    history.in_doubt = history.in_doubt || is_out == Truth::unknown || one.grades.began.day() == nullptr;
    known.push_back(one);
  }
  if (known.empty() || history.in_doubt) return history;
  std::stable_sort(known.begin(), known.end(), [](const Inspected& a, const Inspected& b) {
    return *a.grades.began.day() > *b.grades.began.day();
  });
  const auto same_day = [&](std::size_t a, std::size_t b) {
    return b < known.size() && *known[a].grades.began.day() == *known[b].grades.began.day();
  };
  history.in_doubt = same_day(0, 1) || same_day(1, 2);
  history.latest = known.front().grades;
  history.before = known.front().before;
  if (!history.before && known.size() > 1) history.before = known[1].grades;
  return history;
}

void record(const Inspections& history, const Origin& origin, Case& school) {
  const auto keep = [&](const Grades& grades) {
    if (grades.crossed != nullptr) school.add_note("LINKED_HISTORY");
    const auto compare = [&](const Figure<Plain>& grade) {
      if (grade.evidence().name.empty()) return;
      Threshold good;
      good.operation = Operator::greater_or_equal;
      good.value = Decimal(3);
      good.source = origin.source;
      good.in_force = origin.in_force;
      good.confidence = origin.confidence;
      school.compare(grade, good);
    };
    if (grades.scale == Scale::overall) compare(grades.overall);
    if (grades.scale == Scale::areas) {
      compare(grades.education);
      compare(grades.leadership);
    }
    if (grades.scale == Scale::report_card) school.compare(grades.areas[kLeadershipArea], "needs attention", origin);
    if (grades.category.text() != nullptr) school.compare(grades.category, *grades.category.text(), origin);
  };
  if (history.latest) keep(*history.latest);
  if (history.before) keep(*history.before);
}

}  // namespace termwise::modern_local
