#include "concern/category.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "concern/attainment.h"
#include "concern/progress.h"
#include "facts/flags.h"
#include "facts/inspections.h"
#include "facts/parameters.h"
#include "facts/subject.h"

namespace termwise::kent {
namespace {

constexpr std::array<std::string_view, 6> kByPrecedence{"INADEQUATE",      "LOW_AND_UNDER",    "LOW_ATTAINING",
                                                        "UNDERPERFORMING", "OTHER_VULNERABLE", "NONE"};
// As Kent's briefing calls them.
constexpr std::array<std::string_view, 5> kLabels{"inadequate", "low attaining and underperforming", "low attaining",
                                                  "underperforming", "other vulnerable"};
constexpr std::size_t kNone = kByPrecedence.size() - 1;

// Its place in the order above.
std::size_t place(const std::array<bool, 4>& world) {
  const auto [inadequate, low, progress_low, vulnerable] = world;
  if (inadequate) return 0;
  if (low) return progress_low ? 1 : 2;
  if (progress_low) return 3;
  return vulnerable ? 4 : kNone;
}

Reasoned is_inadequate(Case& school) {
  const Inspections found = read_inspections(school, History::same_school);
  if (found.some_undated) return {Truth::unknown, {}, {"the day of one of its inspections is missing"}};
  const Inspection* latest = found.latest_to_say_category();
  if (latest == nullptr) {
    school.add_note("NO_INSPECTION_ON_RECORD");
    return {};
  }
  if (latest->category.text() != nullptr)
    school.compare(latest->category, *latest->category.text(), {kBriefing, "slide 13", "verified"});
  if (latest->names_category() == Truth::yes)
    return {Truth::yes,
            {"its inspection of " + latest->when() + " found it to be in the category \"" +
             category_in_words(latest->category) + "\""},
            {}};
  return {latest->found_category(),
          {},
          {"whether its inspection of " + latest->when() + " found it to be in a category is not on record"}};
}

Reasoned is_vulnerable(const Flags& flags) {
  Reasoned vulnerable;
  vulnerable.holds = flags.vulnerable;
  if (flags.vulnerable == Truth::yes) vulnerable.because.push_back("the LA has put down " + joined(flags.active));
  if (flags.vulnerable == Truth::unknown)
    vulnerable.open.push_back("of what the LA has put down this is not complete: " + joined(flags.unclear));
  return vulnerable;
}

// What does not count, and has to be said.
std::string aside(const Flags& flags, bool few_pupils, const Facts& facts) {
  std::string text;
  if (few_pupils)
    text +=
        " With fewer than " + Pupils::words(*facts.setting(kFewPupils)) + " in the year its figures alone say little.";
  if (!flags.expired.empty())
    text += " What the LA had put down has expired and no longer counts unless its owner renews it: " +
            joined(flags.expired) + ".";
  return text;
}

void judge(Case& school) {
  const int year = school.school().year();
  if (year < kFirstResults || year > kLastResults || !is_of_concern_to_kent(school)) return school.leave_out();
  const Category category = category_of(look_at(school));
  if (category.open && category.outcome != "NOT_KNOWN") school.add_note("MORE_MAY_HOLD");
  school.answer(category.outcome);
}

Outcome of_category(std::size_t place) {
  return {std::string(kByPrecedence[place]), "On {today} {school} stands in Kent's category \"" +
                                                 std::string(kLabels[place]) +
                                                 "\" of schools causing concern: {why}.{open}{aside}"};
}

}  // namespace

std::vector<std::string_view> possible_categories(const Concern& concern) {
  const std::array<Truth, 4> facts{concern.inadequate, concern.low_attaining, concern.progress_low, concern.vulnerable};
  std::array<bool, kByPrecedence.size()> found{};
  for (unsigned number = 0; number < 16; ++number) {
    std::array<bool, 4> world{};
    bool is_possible = true;
    for (std::size_t i = 0; i < facts.size(); ++i) {
      world[i] = ((number >> i) & 1u) != 0;
      is_possible = is_possible && (facts[i] == Truth::unknown || truth(world[i]) == facts[i]);
    }
    if (is_possible) found[place(world)] = true;
  }
  std::vector<std::string_view> possible;
  for (std::size_t i = 0; i < found.size(); ++i)
    if (found[i]) possible.push_back(kByPrecedence[i]);
  return possible;
}

Category category_of(const Concern& concern) {
  const auto possible = possible_categories(concern);
  const bool open = possible.size() > 1;
  if (open && possible.back() == kByPrecedence[kNone]) return {"NOT_KNOWN", open};
  return {possible.back(), open};
}

std::string category_in_words(const Category& category) {
  if (category.outcome == "NOT_KNOWN") return "not known";
  for (std::size_t i = 0; i < kNone; ++i)
    if (category.outcome == kByPrecedence[i]) return "\"" + std::string(kLabels[i]) + "\"";
  return "none";
}

Concern look_at(Case& school) {
  Concern concern;
  std::vector<std::string> why, open;
  const auto take = [&](const Reasoned& one, std::string_view note) {
    if (one.holds == Truth::yes) {
      school.add_note(note);
      append(why, one.because);
    }
    if (one.holds == Truth::unknown) append(open, one.open);
    return one.holds;
  };
  concern.inadequate = take(is_inadequate(school), "IN_CATEGORY");
  std::string results = "it has no key stage 2 results to be held against a floor";
  bool few_pupils = false;
  if (has_results(school)) {
    const std::vector<Result> years = read_joint_results(school);
    concern.low_attaining = take(is_low_attaining(years, school), "ATTAINMENT_LOW");
    concern.progress_low = take(is_progress_low(years, school), "PROGRESS_LOW");
    few_pupils = years.front().has_few_pupils(school.facts());
    const auto floor = joint_floor(school.facts());
    if (floor && years.front().share) results = years.front().words() + ", and " + floor->which_is();
  }
  const Flags flags = read_flags(school);
  concern.vulnerable = take(is_vulnerable(flags), "FLAGGED");
  school.fill("today", termwise::in_words(school.facts().reference_day()));
  school.fill("why", in_one_sentence(why));
  school.fill("missing", in_one_sentence(open));
  school.fill("open", open.empty() ? "" : " What is not known: " + in_one_sentence(open) + ".");
  school.fill("results", results);
  school.fill("aside", aside(flags, few_pupils, school.facts()));
  return concern;
}

std::vector<Read> reads_of_concern() { return reads(kJoint, kYearsTogether - 1) + reads_of_progress(); }

std::vector<Items> items_of_concern() { return {inspections(), flags()}; }

std::vector<Parameter> parameters_of_concern() {
  return {kJointFloor, kLaterJointFloor, kFewPupils, kPooledYears, kAverageCva, kSignificantYears, kFall, kSoftSignals};
}

Rule concern_category() {
  return {.id = "concern-category",
          .job = "concern-flag",
          .title = "Schools causing concern: Kent's categories",
          .source = "Kent primary briefing, autumn 2008, slide 13; Termwise's default, Kent's document gives no number",
          .outcomes = {of_category(0),
                       of_category(1),
                       of_category(2),
                       of_category(3),
                       of_category(4),
                       {"NOT_KNOWN",
                        "It is not known whether {school} causes concern by Kent's categories on {today}: "
                        "{missing}.{aside}"},
                       {"NONE",
                        "On {today} {school} stands in none of Kent's categories of schools causing concern: "
                        "{results}.{aside}"}},
          .listed = 5,
          .reads = reads_of_concern(),
          .items = items_of_concern(),
          .parameters = parameters_of_concern(),
          .cohort = kCohort.linked(),
          .national_standards = true,
          .judge = judge};
}

}  // namespace termwise::kent
