#include "standards/coasting_year.h"

#include <algorithm>

#include "standards/clauses.h"

namespace termwise::standards {
namespace {

constexpr const char* kCoasting = "{school} is coasting by {standard}{mode}: {years}.{unverified}";
constexpr const char* kNotCoasting = "{school} is not coasting by {standard}{mode}: {years}.{unverified}";
constexpr const char* kNewSchool =
    "{school} cannot be judged against {standard}, which needs three years in the same legal school: it has no results "
    "of "
    "{absent_years}.";
constexpr const char* kMissingMeasure =
    "{school} cannot be judged against {standard}{mode}: {missing}, and the result depends on it.{unverified}";
constexpr const char* kMissingMedian =
    "{school} cannot be judged against {standard}: the national median of progress is not known for {medians}, and the "
    "result depends on it.{unverified}";
constexpr const char* kMissingInterval =
    "{school} cannot be judged against {standard}, for which progress counts only if it is significantly below "
    "average: "
    "{problem}.{unverified}";
constexpr const char* kAmbiguousRounding = "{school} cannot be judged against {standard}: {gap}.{unverified}";

std::string in_year(const Judged& judged) { return "in " + academic_year(judged.figures.year) + " "; }

std::string attained_by(const Judged& judged) {
  return attained(judged) + " " + std::string(judged.test->yardstick->reached);
}

// What one year says to a question, where it says something, after its name.
template <class Say>
std::string of_years(const std::vector<JudgedYear>& years, const Say& say) {
  std::string text;
  for (const JudgedYear& year : years) {
    const std::string said = say(year.judged);
    if (!said.empty()) text += (text.empty() ? "" : "; ") + in_year(year.judged) + said;
  }
  return text;
}

std::string gap_of(const Judged& judged) {
  const bool open =
      judged.below == Truth::unknown && judged.attainment.counts && judged.limbs.attainment_below == Truth::unknown;
  return open ? attainment_gap(judged) : std::string();
}

// The medians that are lacking by subject and year: "maths in 2013/14".
std::string medians_of(const std::vector<JudgedYear>& years) {
  std::vector<std::string> items;
  for (const JudgedYear& year : years)
    if (const std::string subjects = missing_medians(year.judged); !subjects.empty())
      items.push_back(subjects + " in " + academic_year(year.judged.figures.year));
  return joined(items);
}

std::string unverified_in(const std::vector<JudgedYear>& years) {
  std::vector<std::string> items;
  for (const JudgedYear& year : years)
    for (const std::string& threshold : unverified(year.judged))
      items.push_back(threshold + " in " + academic_year(year.judged.figures.year));
  return unverified_sentence(items);
}

std::string coasting_clause(const Judged& judged) {
  std::string text = in_year(judged);
  if (judged.test->attainment)
    text += attained_by(judged) + ", under the bar of " + attainment_floor(judged) + ", and ";
  return text + progress_below(judged);
}

std::string not_coasting_clause(const Judged& judged) {
  if (!judged.test->attainment) return in_year(judged) + progress_not_below(judged);
  switch (judged.limbs.attainment_below) {
    case Truth::no:
      return in_year(judged) + attained_by(judged) + ", and the bar is " + attainment_floor(judged);
    case Truth::yes:
      return in_year(judged) + attained_by(judged) + ", under the bar of " + attainment_floor(judged) + ", but " +
             progress_not_below(judged);
    case Truth::unknown:
      break;
  }
  return in_year(judged) + progress_not_below(judged);
}

std::string missing_in_years(const std::vector<JudgedYear>& years, bool loaded_only) {
  std::string text;
  for (const JudgedYear& year : years) {
    if (loaded_only && !year.loaded) continue;
    const auto missing = missing_figures(year.judged.figures, *year.judged.test);
    if (missing.empty()) continue;
    text += text.empty() ? "" : "; ";
    text += year.loaded ? in_year(year.judged) + joined(missing)
                        : "no results of " + academic_year(year.judged.figures.year) + " are loaded";
  }
  return text;
}

}  // namespace

std::vector<Template> coasting_sentences() {
  return {{"below", kCoasting},
          {"not-below", kNotCoasting},
          {"not-evaluable-new-school", kNewSchool},
          {"not-evaluable-missing-measure", kMissingMeasure},
          {"not-evaluable-missing-median", kMissingMedian},
          {"not-evaluable-missing-interval", kMissingInterval},
          {"not-evaluable-ambiguous-rounding", kAmbiguousRounding}};
}

void say_coasting(const std::vector<JudgedYear>& years, Truth below, Case& school) {
  std::string said;
  for (const JudgedYear& year : years)
    if (year.judged.below == below)
      said += (said.empty() ? "" : "; ") +
              (below == Truth::yes ? coasting_clause(year.judged) : not_coasting_clause(year.judged));
  school.fill("years", said);
  school.fill("unverified", unverified_in(years));
}

void say_missing(const std::vector<JudgedYear>& years, bool exempts, Case& school) {
  const bool any = std::any_of(years.begin(), years.end(),
                               [](const JudgedYear& year) { return year.judged.below == Truth::unknown; });
  const std::string missing = missing_in_years(years, exempts);
  if (!any && missing.empty()) return;
  school.fill("missing", missing);
  school.fill("medians", medians_of(years));
  school.fill("problem", of_years(years, missing_limits));
  school.fill("gap", of_years(years, gap_of));
  school.fill("unverified", unverified_in(years));
}

}  // namespace termwise::standards
