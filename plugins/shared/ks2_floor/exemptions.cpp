#include "ks2_floor/exemptions.h"

#include <string>

namespace termwise::ks2_floor {
namespace {

constexpr Origin kGuidance{"DfE primary school accountability technical guidance, 2016", "2015/16", "verified"};

// Each test of the guidance, in its order, and what is said of a school that does not pass it.

constexpr const char* kNotMainstream = "{school} is exempt from {standard}, which judges mainstream schools only.";

// Special schools, pupil referral units, hospital and independent schools. A row that does not say is mainstream.
bool not_mainstream(const Figures& figures, Finding& finding) {
  return finding.compare(figures.kind, "mainstream", kGuidance) == Truth::no;
}

constexpr const char* kClosed = "{school} is exempt from {standard} because it closed during the year.";

// Also where it reopened as a sponsored academy. A row that does not say is open.
bool closed(const Figures& figures, Finding& finding) {
  return finding.compare(figures.status, "closed", kGuidance) == Truth::yes;
}

constexpr const char* kNoCohort =
    "{school} is exempt from {standard} because it had no pupils at the end of key stage 2.";

// An empty cell and a zero both say that nobody was at the end of key stage 2.
bool no_cohort(const Figures& figures) {
  const Missing* missing = figures.cohort.missing();
  if (missing != nullptr) return *missing == Missing::not_supplied;
  return *figures.cohort.number() == Decimal(0);
}

constexpr const char* kCohortUnreadable =
    "{school} cannot be judged against {standard} because its number of pupils at the end of key stage 2 is {problem}.";

// Anything else that is not a number of pupils hides one.
bool cohort_unreadable(const Figures& figures) { return !pupils(figures.cohort); }

constexpr const char* kSmallCohort =
    "{school} is exempt from {standard} because it had {KS2_COHORT} at the end of key stage 2, fewer than {limit}.";

Truth small_cohort(const Figures& figures, const FloorStandard& standard, Finding& finding) {
  return finding.compare(figures.cohort, standard.cohort);
}

constexpr const char* kLowCoverage =
    "{school} is exempt from {standard} because progress could be measured for fewer than {limit} of its pupils in "
    "{subjects}.";

// DfE compares each subject's coverage as published, and writes LOWCOV in the score of a subject that fails.
bool low_coverage(const Figures& figures, const FloorStandard& standard, Finding& finding) {
  bool low = false;
  for (std::size_t i = 0; i < kSubjectCount; ++i) {
    low = finding.compare(figures.coverage[i], standard.coverage[i]) == Truth::yes || low;
    const Missing* missing = figures.score[i].missing();
    low = low || (missing != nullptr && *missing == Missing::low_coverage);
  }
  return low;
}

// The subjects whose coverage is too low, each with what says so.
std::string uncovered(const Figures& figures, const FloorStandard& standard) {
  std::vector<std::string> subjects;
  for (std::size_t i = 0; i < kSubjectCount; ++i) {
    const Missing* missing = figures.score[i].missing();
    const bool withheld = missing != nullptr && *missing == Missing::low_coverage;
    if (standard.coverage[i].test(figures.coverage[i]) == Truth::yes)
      subjects.push_back(std::string(kSubjects[i].name) + " (" + figures.coverage[i].words() + ")");
    else if (withheld)
      subjects.push_back(std::string(kSubjects[i].name) + " (score withheld)");
  }
  return joined(subjects);
}

constexpr const char* kMissingMeasure =
    "{school} is exempt from {standard}, which leaves out schools without a figure for every measure: {missing}.";

}  // namespace

std::vector<Template> exemption_sentences() {
  return {{"exempt-not-mainstream", kNotMainstream},
          {"exempt-closed", kClosed},
          {"exempt-no-cohort", kNoCohort},
          {"exempt-small-cohort", kSmallCohort},
          {"exempt-low-coverage", kLowCoverage},
          {"exempt-missing-measure", kMissingMeasure},
          {"not-evaluable-cohort-unreadable", kCohortUnreadable}};
}

std::optional<std::int64_t> pupils(const Value& cohort) {
  if (cohort.number() == nullptr) return std::nullopt;
  const auto whole = cohort.number()->rescaled(0);
  if (!whole || whole->units() <= 0) return std::nullopt;
  return whole->units();
}

std::optional<Exemption> find_exemption(const Figures& figures, const FloorStandard& standard,
                                        bool missing_measure_exempts, Finding& finding) {
  if (not_mainstream(figures, finding)) return Exemption{"EXEMPT", "NOT_MAINSTREAM"};
  if (closed(figures, finding)) return Exemption{"EXEMPT", "CLOSED"};
  const Truth small = small_cohort(figures, standard, finding);
  if (no_cohort(figures)) return Exemption{"EXEMPT", "NO_COHORT"};
  if (cohort_unreadable(figures)) return Exemption{"NOT_EVALUABLE", "COHORT_UNREADABLE"};
  if (small == Truth::yes) return Exemption{"EXEMPT", "SMALL_COHORT"};
  if (low_coverage(figures, standard, finding)) return Exemption{"EXEMPT", "LOW_COVERAGE"};
  if (missing_measure_exempts && misses_a_required_figure(figures)) return Exemption{"EXEMPT", "MISSING_MEASURE"};
  return std::nullopt;
}

void say_exemption(const Figures& figures, const FloorStandard& standard, Case& school) {
  const bool small = standard.cohort.test(figures.cohort) == Truth::yes;
  school.fill("limit", small ? standard.cohort.value.to_string() : Percent::words(standard.coverage[0].value));
  school.fill("subjects", uncovered(figures, standard));
  school.fill("missing", missing_figures(figures));
  school.fill("problem", figures.cohort.missing() != nullptr ? figures.cohort.words() : "not a number of pupils");
}

}  // namespace termwise::ks2_floor
