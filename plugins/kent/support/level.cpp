#include "support/level.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>
#include <string>
#include <string_view>

#include "concern/category.h"
#include "facts/inspections.h"
#include "facts/parameters.h"
#include "facts/results.h"
#include "facts/subject.h"

namespace termwise::kent {
namespace {

// From the least to the most.
constexpr std::array<std::string_view, 3> kLevels{"core", "enhanced", "intensive"};
constexpr std::array<std::string_view, 3> kOutcomes{"CORE", "ENHANCED", "INTENSIVE"};

// What gives a school a level: a category of concern, or a grade of its latest full inspection.
struct Criterion {
  std::string_view of;
  std::string_view parameter;
  std::string_view by_default;
  std::string_view what;  // to follow "schools"
};
constexpr std::array<Criterion, 6> kByCategory{
    {{"INADEQUATE", "support_inadequate", "intensive", "that are inadequate"},
     {"LOW_AND_UNDER", "support_low_and_under", "intensive", "that are low attaining and underperforming"},
     {"LOW_ATTAINING", "support_low_attaining", "enhanced", "that are low attaining"},
     {"UNDERPERFORMING", "support_underperforming", "enhanced", "that are underperforming"},
     {"OTHER_VULNERABLE", "support_other_vulnerable", "enhanced", "that are vulnerable in another way"},
     {"NONE", "support_none", "core", "in none of the categories of concern"}}};
constexpr std::array<Criterion, 2> kByGrade{
    {{"3", "support_grade_3", "enhanced", "whose latest inspection gave grade 3, satisfactory"},
     {"4", "support_grade_4", "intensive", "whose latest inspection gave grade 4, inadequate"}}};

Choice choice(const Criterion& criterion) {
  Choice one{.name = criterion.parameter, .choices = {criterion.by_default}, .meaning = {}};
  for (const std::string_view level : kLevels)
    if (level != criterion.by_default) one.choices.push_back(level);
  return one;
}

Parameter parameter(const Criterion& criterion) {
  Parameter one = choice(criterion);
  one.meaning = "The level of support of schools " + std::string(criterion.what) +
                ". Termwise's default, Kent's document gives no criteria.";
  return one;
}

std::size_t level_of(const Criterion& criterion, const Facts& facts) {
  const std::string_view word = facts.setting(choice(criterion));
  return static_cast<std::size_t>(std::find(kLevels.begin(), kLevels.end(), word) - kLevels.begin());
}

// Under a category, that says no more than that one of several holds: each is a level that may be.
struct Range {
  std::size_t least = kLevels.size() - 1;
  std::size_t most = 0;

  void take(std::size_t level) {
    least = std::min(least, level);
    most = std::max(most, level);
  }
};

Range by_category(const Concern& concern, const Facts& facts) {
  Range range;
  for (const std::string_view possible : possible_categories(concern))
    for (const Criterion& criterion : kByCategory)
      if (criterion.of == possible) range.take(level_of(criterion, facts));
  return range;
}

Range by_grade(const Inspections& found, const Facts& facts) {
  Range range;
  const Inspection* latest = found.latest_full();
  if (latest == nullptr || latest->overall.number() == nullptr) {
    range.take(0);
    if (found.in_doubt())
      for (const Criterion& criterion : kByGrade) range.take(level_of(criterion, facts));
    return range;
  }
  for (const Criterion& criterion : kByGrade)
    if (latest->overall.number()->to_string() == criterion.of) range.take(level_of(criterion, facts));
  if (range.most < range.least) range.take(0);
  return range;
}

const Items& assignments() {
  static const Items items{"assignment/1", {"assignment_status", "support_level", "assigned_from", "assigned_to"}, 1};
  return items;
}

std::string lowered(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return lower;
}

// In the adviser's words, of the assignment that is current on the run's day: the latest of them.
std::optional<std::string> advisers_level(Case& school) {
  std::optional<std::string> level;
  const Day today = school.facts().reference_day();
  for (const Item& item : school.items(assignments())) {
    const Text word = item.text("support_level");
    const bool is_current = (item.text("assignment_status") == "current") == Truth::yes &&
                            (item.date("assigned_from") > today) != Truth::yes &&
                            (item.date("assigned_to") < today) != Truth::yes;
    if (!is_current || word.text() == nullptr || word.text()->empty()) continue;
    school.compare(word, *word.text(), {"the LA's register of advisers", {}, "local"});
    level = std::string(*word.text());
  }
  return level;
}

void judge(Case& school) {
  const int year = school.school().year();
  if (year < kFirstResults || year > kLastResults || !is_of_concern_to_kent(school)) return school.leave_out();
  const Facts& facts = school.facts();
  const Concern concern = look_at(school);
  const Inspections found = read_inspections(school, History::same_school);
  const Range category = by_category(concern, facts);
  const Range grade = by_grade(found, facts);
  const std::size_t least = std::max(category.least, grade.least);
  const std::size_t most = std::max(category.most, grade.most);

  const Inspection* latest = found.latest_full();
  const Category is = category_of(concern);
  std::string reasons = "its category of concern is " + category_in_words(is);
  reasons += latest == nullptr ? ", and no full inspection of it is on record"
                               : ", and its latest inspection, of " + latest->when() + ", gave " +
                                     grade_in_words(latest->overall, latest->on);
  school.fill("reasons", reasons);
  school.fill("least", std::string(kLevels[least]));
  school.fill("most", std::string(kLevels[most]));
  std::string beside;
  const auto advisers = advisers_level(school);
  if (advisers && (least != most || lowered(*advisers) != kLevels[least])) {
    school.add_note("ADVISER_DIFFERS");
    beside = " The school's adviser has it at another level: \"" + *advisers + "\".";
  }
  school.fill("beside", beside);
  school.answer(least == most ? kOutcomes[least] : "NOT_KNOWN");
}

Outcome of_level(std::size_t level) {
  return {std::string(kOutcomes[level]),
          "On {today} the level of support of {school} is \"" + std::string(kLevels[level]) + "\": {reasons}.{beside}"};
}

std::vector<Parameter> parameters() {
  std::vector<Parameter> all = parameters_of_concern();
  for (const Criterion& criterion : kByCategory) all.push_back(parameter(criterion));
  for (const Criterion& criterion : kByGrade) all.push_back(parameter(criterion));
  return all;
}

}  // namespace

Rule support_level() {
  std::vector<Items> items = items_of_concern();
  items.push_back(assignments());
  return {
      .id = "kent-support-level",
      .job = "concern-flag",
      .title = "Level of support",
      .source =
          "Kent primary briefing, autumn 2008, slides 9 and 12; Termwise's default, Kent's document gives no criteria",
      .outcomes = {of_level(2),
                   of_level(1),
                   {"NOT_KNOWN",
                    "On {today} the level of support of {school} is at least \"{least}\" and at most \"{most}\", and "
                    "what is missing decides: {reasons}.{beside}"},
                   of_level(0)},
      .listed = 2,
      .reads = reads_of_concern(),
      .items = items,
      .parameters = parameters(),
      .cohort = kCohort.linked(),
      .national_standards = true,
      .judge = judge};
}

}  // namespace termwise::kent
