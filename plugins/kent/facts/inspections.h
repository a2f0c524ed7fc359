// A school's inspections up to the run's day, from Ofsted's files and the LA's own log.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <termwise/plugin.hpp>

namespace termwise::kent {

inline constexpr Day day_of(int year, std::chrono::month month, unsigned of_month) {
  return {std::chrono::year(year), month, std::chrono::day(of_month)};
}
// So many years earlier; 29 February has 28 February before it.
Day years_before(const Day& day, int years);

// What a rule has to say that it reads.
const Items& inspections();

// One inspection of a day, as all files together have it.
struct Inspection {
  Date on;
  Figure<Plain> overall;   // 1 outstanding to 4 inadequate
  Figure<Plain> capacity;  // to improve, the same grades
  Text category;           // "SM", "NTI", "SWK", "RSI"
  const Ancestor* crossed = nullptr;

  // Whether it was a full one (section 5), which gives an overall grade; visits between them give none.
  Truth is_full() const;
  // Whether a file names a category; where none does, there is none.
  Truth names_category() const;
  // Whether it found the school to be in one; an inadequate school whose category no file names may be in either.
  Truth found_category() const;
  // "12 October 2006", and whose it was.
  std::string when() const;
};

struct Inspections {
  std::vector<Inspection> all;  // by day, the latest first; those of which the day is missing are not among them
  bool some_undated = false;

  // The latest full one. Empty where there is none, or where it is not known which it is: in_doubt() says.
  const Inspection* latest_full() const;
  // Whether a full one may be later than the latest that is known.
  bool in_doubt() const;
  // Whether a full one began on that day or after it.
  Truth any_full_since(const Day& day) const;
  // The latest that says whether the school is in a category; visits that gave neither a grade nor a category do not.
  const Inspection* latest_to_say_category() const;
};

// With those of the schools that it was before: of two that merged, both; or of the same school only, since a category of
// Ofsted's does not pass to a new one.
Inspections read_inspections(Case& school, History history);

// "special measures"
std::string category_in_words(const Text& category);
// "\"satisfactory\"", or that the grade is missing and why; a grade 3 was called satisfactory before September 2012.
std::string grade_in_words(const Figure<Plain>& grade, const Date& on);

}  // namespace termwise::kent
