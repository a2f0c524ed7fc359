#include "priority/criteria.h"

#include "concern/attainment.h"
#include "facts/inspections.h"
#include "facts/parameters.h"
#include "facts/results.h"
#include "facts/subject.h"

namespace termwise::kent {
namespace {

const Origin kSlide{kBriefing, "slide 24", "verified"};

Threshold grade_of(std::int64_t grade) {
  Threshold threshold;
  threshold.operation = Operator::equal;
  threshold.value = Decimal(grade);
  threshold.source = kBriefing;
  threshold.in_force = "slide 24";
  threshold.confidence = "verified";
  return threshold;
}

// The first day of the cycle, and the last of its first year.
struct Cycle {
  Day first;
  Day early_to;
};

Cycle cycle(const Facts& facts) {
  const int year = whole(facts, kCycleBegan);
  return {day_of(year, std::chrono::September, 1), day_of(year + 1, std::chrono::August, 31)};
}

std::string not_known_which(const Inspections& found) {
  return found.some_undated
             ? "the day of one of its inspections is missing, so that it is not known which is the latest"
             : "whether its latest inspection was a full one is not known, because its grade is missing";
}

// ---- P1: not inspected since September 2005 ----

// Whether it opened so lately that no inspection was due.
void look_whether_new(Met& met, Case& school) {
  const Facts& facts = school.facts();
  const Day first = cycle(facts).first;
  const auto opened = opened_on(school);
  met.new_school = is_called_new(school) || (opened && *opened > first);
  if (!met.new_school) return;
  const Day since = years_before(school_year_of(facts.reference_day()), whole(facts, kNewSchoolYears));
  const bool so_lately = opened ? *opened >= since : true;
  met.passed_over = so_lately && facts.setting(kPassOverNewSchools);
  school.add_note("NEW_SCHOOL");
}

Met not_inspected(Case& school) {
  const Inspections found = read_inspections(school, History::linked);
  const Day first = cycle(school.facts()).first;
  for (const Inspection& one : found.all)
    if (one.is_full() != Truth::no) school.compare(one.on, Operator::greater_or_equal, first, kSlide);
  const std::string since = termwise::in_words(first);
  Met met{!found.any_full_since(first), {}, false, false};
  if (met.holds == Truth::no) {
    met.what = "it has been inspected since " + since;
    return met;
  }
  look_whether_new(met, school);
  if (met.passed_over) {
    met.holds = Truth::no;
    met.what = "no inspection since " + since + " is on record, but the school is new";
  } else {
    met.what = met.holds == Truth::yes ? "it has not been inspected since " + since
                                       : "whether it has been inspected since " + since + " is not known";
    if (met.new_school) met.what += ", and the school is new";
  }
  return met;
}

// ---- P2: early inspections during 2005/6 ----

Met inspected_early(Case& school) {
  const Inspections found = read_inspections(school, History::linked);
  const auto [first, early_to] = cycle(school.facts());
  const std::string between = termwise::in_words(first) + " and " + termwise::in_words(early_to);
  if (found.in_doubt()) return {Truth::unknown, not_known_which(found)};
  const Inspection* latest = found.latest_full();
  if (latest == nullptr) return {Truth::no, "no full inspection of it is on record"};
  const Truth holds = school.compare(latest->on, Operator::greater_or_equal, first, kSlide) &&
                      school.compare(latest->on, Operator::less_or_equal, early_to, kSlide);
  return {holds, "its latest inspection, of " + latest->when() + ", " +
                     (holds == Truth::yes ? "lay between " : "did not lie between ") + between};
}

// ---- P3: satisfactory overall and capacity only satisfactory ----

Met is_satisfactory(Case& school) {
  const Inspections found = read_inspections(school, History::linked);
  if (found.in_doubt()) return {Truth::unknown, not_known_which(found)};
  const Inspection* latest = found.latest_full();
  if (latest == nullptr) return {Truth::no, "no full inspection of it is on record"};
  const Truth holds = school.compare(latest->overall, grade_of(3)) && school.compare(latest->capacity, grade_of(3));
  std::string what = "its latest inspection, of " + latest->when() + ", gave " +
                     grade_in_words(latest->overall, latest->on) + " overall";
  if (latest->capacity.missing() == nullptr)
    what += " and " + grade_in_words(latest->capacity, latest->on) + " for its capacity to improve";
  else
    what += ", and its grade for capacity to improve is " + latest->capacity.words();
  return {holds, what};
}

// ---- P4: in a category at some point in the cycle ----

Met was_in_category(Case& school) {
  const Inspections found = read_inspections(school, History::linked);
  const Day first = cycle(school.facts()).first;
  Met met{found.some_undated ? Truth::unknown : Truth::no, "the day of one of its inspections is missing"};
  for (const Inspection& one : found.all) {
    if ((one.on >= first) == Truth::no) continue;
    Truth was = one.found_category();
    if (one.names_category() != Truth::no)
      was = school.compare(one.category, "SM", kSlide) || school.compare(one.category, "NTI", kSlide);
    if (was == Truth::yes)
      return {Truth::yes, "its inspection of " + one.when() + " found it to be in the category \"" +
                              category_in_words(one.category) + "\""};
    if (was == Truth::unknown) {
      met.holds = Truth::unknown;
      met.what = "whether its inspection of " + one.when() + " found it to be in a category is not on record";
    }
  }
  if (met.holds == Truth::no)
    met.what = "no inspection since " + termwise::in_words(first) + " found it to be in a category";
  return met;
}

// ---- P5: low contextual value added, or declining performance ----

struct Clauses {
  std::vector<std::string> yes;
  std::vector<std::string> unknown;

  Truth take(Truth holds, const std::string& if_yes, const std::string& if_unknown) {
    if (holds == Truth::yes) yes.push_back(if_yes);
    if (holds == Truth::unknown) unknown.push_back(if_unknown);
    return holds;
  }
};

Truth is_value_added_low(Clauses& clauses, Case& school) {
  const int year = school.school().year();
  if (year < kFirstCva || year > kLastCva) return Truth::no;
  const std::string in_year = " in " + academic_year(year);
  const auto upper = school[kCvaUpper.linked()];
  const auto score = school[kCva.linked()];
  const std::string average = school.facts().setting(kAverageCva)->to_string();
  const std::string low = school.facts().setting(kLowCva)->to_string();
  const Truth significant = school.is(upper < kAverageCva);
  const Truth below = school.is(score < kLowCva);
  clauses.take(significant,
               "contextual value added was significantly below " + average + in_year +
                   " (its upper confidence limit is " + upper.words() + ")",
               "the upper confidence limit of contextual value added" + in_year + " is " + upper.words());
  clauses.take(below, "contextual value added was " + score.words() + in_year + ", below " + low,
               "contextual value added" + in_year + " is " + score.words());
  return significant || below;
}

// Lower each year, or by so much a year: with three years the slope is half of what lies between the first and the last.
Truth is_declining(Clauses& clauses, Case& school) {
  const std::vector<Result> years = read_joint_results(school);
  for (const Result& year : years)
    if (year.has_no_pupils) return Truth::no;
  const Share now = years[0].as_far_as_known(), then = years[2].as_far_as_known();
  const Decimal a_year = *school.facts().setting(kDeclineAYear);
  const Decimal over_both = add(a_year, a_year).value_or(a_year);
  const Truth declining = (is_lower(years[0], years[1], school) && is_lower(years[1], years[2], school)) ||
                          (fell_by(then, now, over_both) && lower(now, then));
  std::vector<std::string> missing, said;
  for (auto year = years.rbegin(); year != years.rend(); ++year) {
    if (!year->share) missing.push_back(academic_year(year->summer));
    if (year->share) said.push_back(in_words(*year->share) + " in " + academic_year(year->summer));
  }
  return clauses.take(declining, "results in English and maths are declining: level 4 was reached by " + joined(said),
                      missing.empty() ? "the percentages of three years are rounded too far to say whether they decline"
                                      : "whether results decline is open without those of " + joined(missing));
}

Met low_or_declining(Case& school) {
  if (!has_results(school)) return {Truth::no, "it has no key stage 2 results"};
  Clauses clauses;
  const Truth low = is_value_added_low(clauses, school);
  const Truth declining = is_declining(clauses, school);
  const Truth holds = low || declining;
  if (holds == Truth::yes) return {holds, joined(clauses.yes)};
  if (holds == Truth::unknown) return {holds, joined(clauses.unknown)};
  return {holds, "neither is its contextual value added low nor do its results decline"};
}

// ---- P6: below the new floor, and not inspected within two years or not improving ----

Truth not_inspected_lately(const Inspections& found, const Day& since, Case& school) {
  if (found.in_doubt()) return !found.any_full_since(since);
  const Inspection* latest = found.latest_full();
  return latest == nullptr ? Truth::yes : school.compare(latest->on, Operator::less, since, kSlide);
}

std::string beside(const std::optional<Floor>& floor, Truth is_low) {
  if (!floor) return ", and no floor is known";
  if (is_low == Truth::unknown) return ", which may be below " + floor->words() + " or not";
  return (is_low == Truth::yes ? ", below " : ", not below ") + floor->words();
}

// Of a school that is on the list only what put it there is said.
std::string in_clauses(Truth holds, Truth lately, Truth no_better, const Day& since, const Result& before) {
  const std::string day = termwise::in_words(since);
  const std::string then = before.share ? in_words(*before.share) + " the year before" : "the year before";
  std::vector<std::string> clauses;
  const auto say = [&](Truth truth, const std::string& yes, const std::string& no, const std::string& unknown) {
    if (holds != Truth::yes || truth == Truth::yes)
      clauses.push_back(truth == Truth::yes ? yes : (truth == Truth::no ? no : unknown));
  };
  say(lately, "it has not been inspected since " + day, "it has been inspected since " + day,
      "whether it has been inspected since " + day + " is not known");
  say(no_better, "it has not improved on " + then, "it has improved on " + then,
      "whether it has improved is not known");
  std::string text;
  for (const std::string& clause : clauses) text += ", and " + clause;
  return text;
}

Met below_floor(Case& school) {
  if (!has_results(school)) return {Truth::no, "it has no key stage 2 results"};
  const Result latest = read_result(school, kJoint, 0);
  const Result before = read_result(school, kJoint, 1);
  const auto floor = joint_floor(school.facts());
  if (latest.has_no_pupils) return {Truth::no, "it had no pupils at the end of key stage 2"};
  const Truth is_low = floor ? is_below(latest, floor->threshold, school) : Truth::unknown;
  const std::string at = latest.words() + (latest.share ? beside(floor, is_low) : "");
  if (is_low == Truth::no) return {is_low, at};

  const Day since = years_before(school.facts().reference_day(), whole(school.facts(), kInspectedWithin));
  const Inspections found = read_inspections(school, History::linked);
  const Truth lately = not_inspected_lately(found, since, school);
  const Truth no_better =
      before.has_no_pupils ? Truth::unknown : no_higher(latest.as_far_as_known(), before.as_far_as_known());
  if (before.share && floor) is_below(before, floor->threshold, school);
  const Truth holds = is_low && (lately || no_better);
  return {holds, at + in_clauses(holds, lately, no_better, since, before)};
}

}  // namespace

bool has_priorities(const Case& school) {
  const int year = school.school().year();
  return year >= kFirstResults && year <= kLastResults && is_of_concern_to_kent(school);
}

Met judge_criterion(std::size_t number, Case& school) {
  using Judge = Met (*)(Case&);
  constexpr std::array<Judge, kCriteria.size()> kJudges{not_inspected,   inspected_early,  is_satisfactory,
                                                        was_in_category, low_or_declining, below_floor};
  return kJudges.at(number - 1)(school);
}

std::vector<Read> reads_of_priority() {
  return reads(kJoint, kYearsTogether - 1) + std::vector<Read>{kCva.linked(), kCvaUpper.linked()};
}

std::vector<Items> items_of_priority() { return {inspections()}; }

std::vector<Parameter> parameters_of_priority() {
  return {kJointFloor,      kLaterJointFloor, kAverageCva,        kLowCva, kDeclineAYear, kCycleBegan,
          kInspectedWithin, kNewSchoolYears,  kPassOverNewSchools};
}

}  // namespace termwise::kent
