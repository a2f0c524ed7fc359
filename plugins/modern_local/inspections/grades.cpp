#include "inspections/grades.h"

#include <array>
#include <vector>

namespace termwise::modern_local {
namespace {

const Decimal kRequiresImprovement(3);
const Decimal kInadequate(4);

Truth area_is(const Grades& grades, std::size_t area, std::string_view word) { return grades.areas[area] == word; }

// From September 2012 grade 3 was no longer called satisfactory.
std::string grade_in_words(const Figure<Plain>& grade, const Date& began) {
  if (grade.missing() != nullptr) return "a grade that is " + grade.words();
  const auto whole = grade.number()->rescaled(0);
  if (whole == Decimal(1)) return "\"outstanding\"";
  if (whole == Decimal(2)) return "\"good\"";
  if (whole == kInadequate) return "\"inadequate\"";
  if (whole != kRequiresImprovement) return "a grade " + grade.words() + " that there is not";
  const Day renamed(std::chrono::year(2012), std::chrono::September, std::chrono::day(1));
  return (began < renamed) == Truth::yes ? "\"satisfactory\"" : "\"requires improvement\"";
}

// " (8 October 2019, as URN 900090)"
std::string when(const Grades& grades) {
  std::vector<std::string> parts;
  if (grades.began.day() != nullptr) parts.push_back(termwise::in_words(*grades.began.day()));
  if (grades.crossed != nullptr) parts.push_back("as URN " + std::to_string(grades.crossed->urn));
  if (parts.empty()) return "";
  return " (" + parts.front() + (parts.size() > 1 ? ", " + parts.back() : "") + ")";
}

}  // namespace

Truth is_below_good(const Grades& grades) {
  const Truth category = truth(grades.category.text() != nullptr);
  switch (grades.scale) {
    case Scale::overall:
      return category == Truth::yes ? category : grades.overall >= kRequiresImprovement;
    case Scale::areas:
      return category == Truth::yes
                 ? category
                 : (grades.education >= kRequiresImprovement) || (grades.leadership >= kRequiresImprovement);
    case Scale::report_card:
      break;
  }
  return area_is(grades, kLeadershipArea, "needs attention") || area_is(grades, kLeadershipArea, "urgent improvement");
}

Truth requires_improvement(const Grades& grades) {
  if (grades.scale == Scale::report_card) return area_is(grades, kLeadershipArea, "needs attention");
  if (grades.category.text() != nullptr) return Truth::no;
  if (grades.scale == Scale::overall) return grades.overall == kRequiresImprovement;
  const Truth inadequate = (grades.education == kInadequate) || (grades.leadership == kInadequate);
  return ((grades.education == kRequiresImprovement) || (grades.leadership == kRequiresImprovement)) && !inadequate;
}

Truth in_category(const Grades& grades) {
  if (grades.category.text() != nullptr) return Truth::yes;
  Truth room = Truth::no;  // for a category that nobody wrote down
  switch (grades.scale) {
    case Scale::overall:
      room = grades.overall >= kInadequate;
      break;
    case Scale::areas:
      room = (grades.education >= kInadequate) || (grades.leadership >= kInadequate);
      break;
    case Scale::report_card:
      room = grades.safeguarding == "not met";
      for (std::size_t i = 0; i < kAreas.size(); ++i)
        if (!kAreas[i].where_applicable || grades.areas[i].text() != nullptr)
          room = room || area_is(grades, i, "urgent improvement");
      break;
  }
  return room == Truth::no ? Truth::no : Truth::unknown;
}

std::string in_words(const Grades& grades) {
  switch (grades.scale) {
    case Scale::overall:
      return grade_in_words(grades.overall, grades.began) + when(grades);
    case Scale::areas:
      return grade_in_words(grades.education, grades.began) + " for quality of education and " +
             grade_in_words(grades.leadership, grades.began) + " for leadership and management" + when(grades);
    case Scale::report_card:
      break;
  }
  const Text& word = grades.areas[kLeadershipArea];
  return "a report card with " +
         (word.text() == nullptr ? "a word that is " + std::string(termwise::in_words(*word.missing()))
                                 : "\"" + std::string(*word.text()) + "\"") +
         " for leadership and governance" + when(grades);
}

}  // namespace termwise::modern_local
