#include "facts/subject.h"

#include <cctype>
#include <string_view>

#include "facts/inspections.h"
#include "facts/results.h"

namespace termwise::kent {
namespace {

constexpr int kSecondaryAge = 11;

// The first age of "4-11"; empty where there is none.
std::optional<int> youngest(const Text& age_range) {
  if (age_range.text() == nullptr) return std::nullopt;
  int age = 0;
  std::size_t digits = 0;
  for (const char c : *age_range.text()) {
    if (std::isdigit(static_cast<unsigned char>(c)) == 0) break;
    age = age * 10 + (c - '0');
    if (++digits > 2) return std::nullopt;
  }
  return digits == 0 ? std::nullopt : std::optional(age);
}

}  // namespace

bool is_of_concern_to_kent(const Case& school) {
  if ((school.school().status() == "closed") == Truth::yes) return false;
  if (school.on_record(kCohort)) return true;
  const auto age = youngest(school.school().age_range());
  return age && *age < kSecondaryAge;
}

bool has_results(const Case& school) {
  return school.on_record(kCohort) && (school.school().kind() == "special") != Truth::yes;
}

std::optional<Day> opened_on(const Case& school) {
  std::optional<Day> latest;
  for (const Ancestor& ancestor : school.school().ancestors()) {
    if (ancestor.distance != 1 || ancestor.may_be_reached_by(History::same_school)) continue;
    if (const Day* on = ancestor.on.day(); on != nullptr && (!latest || *latest < *on)) latest = *on;
  }
  return latest;
}

bool is_called_new(const Case& school) {
  const auto cohort = school[kCohort];
  const auto count = school[kJoint.count];
  const auto is_new = [](const Value& value) {
    return value.missing() != nullptr && *value.missing() == Missing::new_school;
  };
  return is_new(cohort) || is_new(count) || is_new(school[*kJoint.percent]);
}

Day school_year_of(const Day& day) {
  const bool is_autumn = day.month() >= std::chrono::September;
  return day_of(static_cast<int>(day.year()) - (is_autumn ? 0 : 1), std::chrono::September, 1);
}

}  // namespace termwise::kent
