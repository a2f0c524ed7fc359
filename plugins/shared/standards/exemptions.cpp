#include "standards/exemptions.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <string>

namespace termwise::standards {
namespace {

constexpr Origin kGuidance{"DfE primary school accountability technical guidance, 2016", "2015/16", "verified"};
constexpr Origin kTypes{"DfE performance tables, school types", "2016/17", "verified"};

// Each test of the guidance, in its order, and what is said of a school that does not pass it.

constexpr const char* kNotMainstream = "{school} is exempt from {standard}, which judges mainstream schools only.";

constexpr std::string_view kIndependent[] = {"IND", "INDSPEC"};
constexpr std::string_view kSpecial[] = {"CYS", "FDS", "ACS", "ACCS", "FS", "NMSS", "PRU"};
constexpr std::string_view kIndependentWords[] = {"independent"};
constexpr std::string_view kSpecialWords[] = {"special", "pupil referral", "alternative provision", "hospital"};

template <class Codes, class Words>
bool is_type(std::string_view type, const Codes& codes, const Words& words) {
  std::string folded(type);
  for (char& c : folded) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return std::find(std::begin(codes), std::end(codes), type) != std::end(codes) ||
         std::any_of(std::begin(words), std::end(words),
                     [&](std::string_view word) { return folded.find(word) != std::string::npos; });
}

// Special schools, pupil referral units, hospital and independent schools. Of key stage 4 DfE's files count independent
// schools among the mainstream ones, so that the type tells; it tells of special ones too where a file has no kinds. A row
// that says neither is mainstream.
bool not_mainstream(Case& school) {
  const Truth mainstream = school.compare(school.school().kind(), "mainstream", kGuidance);
  if (mainstream == Truth::no) return true;
  const Text type = school.school().type();
  if (type.text() == nullptr) return false;
  if (!is_type(*type.text(), kIndependent, kIndependentWords) &&
      !(mainstream == Truth::unknown && is_type(*type.text(), kSpecial, kSpecialWords)))
    return false;
  school.compare(type, *type.text(), kTypes);
  return true;
}

constexpr const char* kClosed = "{school} is exempt from {standard} because it closed during the year.";

// Also where it reopened as a sponsored academy. A row that does not say is open.
bool closed(Case& school) { return school.compare(school.school().status(), "closed", kGuidance) == Truth::yes; }

constexpr const char* kNoKeyStage = "{school} is exempt from {standard} because it teaches no pupils of {key_stage}.";
constexpr const char* kNoCohort =
    "{school} is exempt from {standard} because it had no pupils at the end of {key_stage}.";

// An empty cell and a zero both say that nobody was at the end of the key stage; but not where other figures say that
// somebody was.
bool no_cohort(const Subjected& asked) {
  if (const Missing* missing = asked.figures.cohort.missing())
    return *missing == Missing::not_supplied && !cohort_is_not_told(asked);
  return *asked.figures.cohort.number() == Decimal(0);
}

constexpr const char* kCohortUnreadable =
    "{school} cannot be judged against {standard} because its number of pupils at the end of {key_stage} is {problem}.";

// Anything else that is not a number of pupils hides one.
bool cohort_unreadable(const Subjected& asked) { return !pupils(asked.figures.cohort) && !cohort_is_not_told(asked); }

constexpr const char* kSmallCohort =
    "{school} is exempt from {standard} because it had {cohort} at the end of {key_stage}, fewer than "
    "{limit}.{unverified}";

constexpr const char* kLowCoverage =
    "{school} is exempt from {standard} because progress could be measured for fewer than {limit} of its pupils in "
    "{subjects}.{unverified}";

// DfE compares each subject's coverage as published, and writes LOWCOV in the score of a subject that fails.
bool low_coverage(const Subjected& asked, Finding& finding) {
  bool low = false;
  for (std::size_t i = 0; i < asked.test.subjects(); ++i) {
    const auto& threshold = asked.test.coverage[i];
    low = (threshold && finding.compare(asked.figures.coverage[i], *threshold) == Truth::yes) || low;
    const Missing* missing = asked.figures.missing(i);
    low = low || (missing != nullptr && *missing == Missing::low_coverage);
  }
  return low;
}

// The subjects whose coverage is too low, each with what says so.
std::string uncovered(const Subjected& asked) {
  std::vector<std::string> subjects;
  for (std::size_t i = 0; i < asked.test.subjects(); ++i) {
    const auto& threshold = asked.test.coverage[i];
    const Value& coverage = asked.figures.coverage[i];
    const Missing* missing = asked.figures.missing(i);
    const std::string name(asked.test.yardstick->subjects[i].name);
    if (threshold && threshold->test(coverage) == Truth::yes)
      subjects.push_back(name + " (" + Percent::words(*coverage.number()) + ")");
    else if (missing != nullptr && *missing == Missing::low_coverage)
      subjects.push_back(name + " (score withheld)");
  }
  return joined(subjects);
}

constexpr const char* kMissingMeasure =
    "{school} is exempt from {standard}, which leaves out schools without a figure for every measure: {missing}.";

// What an unverified threshold of the exemption is, where it decided.
std::string unverified(const Subjected& asked, bool small) {
  const Threshold* used = small && asked.standard.cohort ? &*asked.standard.cohort : nullptr;
  for (std::size_t i = 0; used == nullptr && !small && i < asked.test.subjects(); ++i)
    if (asked.test.coverage[i] && asked.test.coverage[i]->test(asked.figures.coverage[i]) == Truth::yes)
      used = &*asked.test.coverage[i];
  if (used == nullptr || used->confidence != "memory") return {};
  return " This limit has not been verified against the published rule.";
}

std::optional<int> age(std::string_view text) {
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size() ? std::optional(number) : std::nullopt;
}

}  // namespace

std::vector<Template> exemption_sentences() {
  return {{"exempt-not-mainstream", kNotMainstream},   {"exempt-closed", kClosed},
          {"exempt-no-key-stage", kNoKeyStage},        {"exempt-no-cohort", kNoCohort},
          {"exempt-small-cohort", kSmallCohort},       {"exempt-low-coverage", kLowCoverage},
          {"exempt-missing-measure", kMissingMeasure}, {"not-evaluable-cohort-unreadable", kCohortUnreadable}};
}

bool cohort_is_not_told(const Subjected& asked) {
  const Missing* missing = asked.figures.cohort.missing();
  return asked.test.yardstick->cohort_may_lack && missing != nullptr && *missing == Missing::not_supplied &&
         says_anything(asked.figures, asked.test);
}

bool has_figures(const Stage& stage, const Case& school) {
  const auto says = [&](std::string_view code) {
    const Value value = school[Measure<Plain>{code}];
    const Missing* missing = value.missing();
    return missing == nullptr || *missing != Missing::not_supplied;
  };
  if (says(stage.cohort.code)) return true;
  for (const Yardstick& yardstick : stage.yardsticks)
    for (const std::string& code : figures_of(yardstick))
      if (says(code)) return true;
  return false;
}

Truth teaches(const Stage& stage, const Case& school) {
  const Text range = school.school().age_range();
  if (range.text() == nullptr) return Truth::unknown;
  const std::size_t dash = range.text()->find('-');
  if (dash == std::string_view::npos) return Truth::unknown;
  const auto youngest = age(range.text()->substr(0, dash));
  const auto oldest = age(range.text()->substr(dash + 1));
  if (!youngest || !oldest) return Truth::unknown;
  return truth(*youngest < stage.last_age && *oldest >= stage.last_age);
}

std::optional<Exemption> find_exemption(const Subjected& asked, bool missing_measure_exempts, Case& school) {
  if (not_mainstream(school)) return Exemption{"EXEMPT", "NOT_MAINSTREAM"};
  if (closed(school)) return Exemption{"EXEMPT", "CLOSED"};
  const Truth small = asked.standard.cohort ? school.compare(asked.figures.cohort, *asked.standard.cohort) : Truth::no;
  if (no_cohort(asked))
    return Exemption{"EXEMPT", teaches(asked.stage, school) == Truth::no ? "NO_KEY_STAGE" : "NO_COHORT"};
  if (cohort_unreadable(asked)) return Exemption{"NOT_EVALUABLE", "COHORT_UNREADABLE"};
  if (small == Truth::yes) return Exemption{"EXEMPT", "SMALL_COHORT"};
  if (low_coverage(asked, school)) return Exemption{"EXEMPT", "LOW_COVERAGE"};
  if (missing_measure_exempts && misses_a_required_figure(asked.figures, asked.test))
    return Exemption{"EXEMPT", "MISSING_MEASURE"};
  return std::nullopt;
}

void say_exemption(const Subjected& asked, Case& school) {
  const auto& cohort = asked.standard.cohort;
  const bool small = cohort && cohort->test(asked.figures.cohort) == Truth::yes;
  const auto& coverage = asked.test.coverage[0];
  school.fill("key_stage", std::string(asked.stage.words));
  school.fill("cohort", asked.figures.cohort.words());
  school.fill("limit", small ? cohort->value.to_string() : (coverage ? Percent::words(coverage->value) : "half"));
  school.fill("subjects", uncovered(asked));
  school.fill("missing", joined(missing_figures(asked.figures, asked.test)));
  school.fill("problem",
              asked.figures.cohort.missing() != nullptr ? asked.figures.cohort.words() : "not a number of pupils");
  school.fill("unverified", unverified(asked, small));
}

}  // namespace termwise::standards
