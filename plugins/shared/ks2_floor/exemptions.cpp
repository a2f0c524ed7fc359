#include "ks2_floor/exemptions.h"

#include <algorithm>

namespace termwise::ks2_floor {
namespace {

constexpr Origin kGuidance{"DfE primary school accountability technical guidance, 2016", "2015/16", "verified"};

bool below(Truth comparison) { return comparison == Truth::yes; }

// Special schools, pupil referral units, hospital and independent schools. A row that does not say is
// mainstream.
bool not_mainstream(const Figures& figures, Finding& finding) {
  return finding.compare(figures.kind, "mainstream", kGuidance) == Truth::no;
}

// Closed in the year, also where it reopened as a sponsored academy. A row that does not say is open.
bool closed(const Figures& figures, Finding& finding) {
  return finding.compare(figures.status, "closed", kGuidance) == Truth::yes;
}

// An empty cell and a zero both say that nobody was at the end of key stage 2.
bool no_cohort(const Figures& figures) {
  const Missing* missing = figures.cohort.missing();
  if (missing != nullptr) return *missing == Missing::not_supplied;
  return *figures.cohort.number() == Decimal(0);
}

// Anything else that is not a number of pupils hides one.
bool cohort_unreadable(const Figures& figures) { return !pupils(figures.cohort); }

// DfE compares each subject's coverage as published, and writes LOWCOV in the score of a subject that fails.
bool low_coverage(const Figures& figures, const FloorStandard& standard, Finding& finding) {
  bool low = false;
  for (std::size_t i = 0; i < kSubjectCount; ++i) {
    low = below(finding.compare(figures.coverage[i], standard.coverage[i])) || low;
    const Missing* missing = figures.score[i].missing();
    low = low || (missing != nullptr && *missing == Missing::low_coverage);
  }
  return low;
}

// Required are the attainment figure and the three progress scores; confidence limits are not.
bool missing_measure(const Figures& figures) {
  return figures.attainment.missing() != nullptr ||
         std::any_of(figures.score.begin(), figures.score.end(),
                     [](const Value& score) { return score.missing() != nullptr; });
}

}  // namespace

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
  const Truth small_cohort = finding.compare(figures.cohort, standard.cohort);
  if (no_cohort(figures)) return Exemption{"EXEMPT", "NO_COHORT"};
  if (cohort_unreadable(figures)) return Exemption{"NOT_EVALUABLE", "COHORT_UNREADABLE"};
  if (below(small_cohort)) return Exemption{"EXEMPT", "SMALL_COHORT"};
  if (low_coverage(figures, standard, finding)) return Exemption{"EXEMPT", "LOW_COVERAGE"};
  if (missing_measure_exempts && missing_measure(figures)) return Exemption{"EXEMPT", "MISSING_MEASURE"};
  return std::nullopt;
}

}  // namespace termwise::ks2_floor
