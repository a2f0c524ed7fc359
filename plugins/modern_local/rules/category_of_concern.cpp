#include "rules/category_of_concern.h"

#include "rules/trigger_rule.h"

namespace termwise::modern_local {
namespace {

// Of every school in a list of schools. Declared so that a run for which nobody names a year is for that of the latest list:
// inspections are judged on the day, for schools that have no key stage 2 results as well.
constexpr Measure<Plain> kListed{"SCHOOL_AGE_LOW"};

const std::string kQuestion = "{school} is in a category of concern";

Answer decide(const Inspections& inspections) {
  if (!inspections.latest || inspections.in_doubt) return not_evaluable(inspections);
  const Truth category = in_category(*inspections.latest);
  if (category == Truth::unknown) return {"NOT_EVALUABLE", "CATEGORY_MISSING"};
  return {category == Truth::yes ? "INADEQUATE" : "NO_CATEGORY"};
}

std::string category_in_words(const Inspections& inspections) {
  const std::string_view* code = inspections.latest ? inspections.latest->category.text() : nullptr;
  if (code == nullptr) return "no category";
  if (*code == "SM") return "special measures";
  if (*code == "SWK") return "serious weaknesses";
  if (*code == "RSI") return "requires significant improvement";
  if (*code == "NTI") return "notice to improve";
  return "the category " + std::string(*code);
}

void judge(Case& school) {
  school.fill("category", category_in_words(read_inspections(school)));
  const bool renamed = school.facts().reference_day() >= kGuidanceRenamed;
  school.fill("guidance", renamed ? "Support and intervention in schools" : "Schools causing concern");
  judge_trigger(kCategory, decide, school);
}

}  // namespace

Rule category_of_concern() {
  return {
      .id = "category-of-concern",
      .job = "concern-flag",
      .title = "Category of concern",
      .source = "Education and Inspections Act 2006, sections 61 and 62",
      .outcomes = {{"INADEQUATE",
                    "{school} is in a category of concern ({category}) and eligible for intervention, on which the "
                    "statutory guidance \"{guidance}\" says what the LA does: its latest inspection gave {latest}."},
                   {"NOT_EVALUABLE"},
                   {"NO_CATEGORY", "{school} is in no category of concern: its latest inspection gave {latest}."},
                   not_confirmed(kQuestion)},
      .sentences =
          missing_inspections(kQuestion) +
          std::vector<Template>{{"not-evaluable-category-missing",
                                 "The latest inspection of {school} gave {latest}, and the file does not say in "
                                 "which category of concern that put it, if in any."}},
      .reads = {kListed},
      .items = {inspections()},
      .parameters = {kConfirmedTo},
      .judge = judge};
}

}  // namespace termwise::modern_local
