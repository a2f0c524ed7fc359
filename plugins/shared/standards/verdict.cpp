#include "standards/verdict.h"

#include <algorithm>

namespace termwise::standards {
namespace {

// The facts in a row: attainment, then under, then significant by subject.
constexpr std::size_t kFirstUnder = 1;
constexpr std::size_t kFirstSignificant = kFirstUnder + kMostSubjects;
constexpr std::size_t kFactCount = kFirstSignificant + kMostSubjects;
using World = std::array<bool, kFactCount>;

std::array<Truth, kFactCount> facts_of(const Limbs& limbs) {
  std::array<Truth, kFactCount> facts{limbs.attainment_below};
  for (std::size_t i = 0; i < kMostSubjects; ++i) {
    facts[kFirstUnder + i] = i < limbs.subjects ? limbs.under[i] : Truth::no;
    facts[kFirstSignificant + i] = i < limbs.subjects ? limbs.significant[i] : Truth::no;
  }
  return facts;
}

// The standards themselves, in a world where everything is known.
struct Verdict {
  const Limbs& limbs;

  bool operator()(const World& world) const { return world[0] && progress(world); }

  bool progress(const World& world) const {
    std::size_t under = 0;
    std::size_t significant = 0;
    for (std::size_t i = 0; i < limbs.subjects; ++i) {
      if (!world[kFirstUnder + i]) continue;
      ++under;
      if (world[kFirstSignificant + i]) ++significant;
    }
    switch (limbs.joined) {
      case Joined::none:
        return true;
      // DfE, Headline measures and floor standards 2013 to 2016: all are below the median.
      case Joined::all:
        return under == limbs.subjects;
      // DfE 2016 technical guidance: two or more under, or one and significantly below average.
      case Joined::any_sig1:
        return under >= 2 || (under == 1 && (!limbs.significance_counts || significant == 1));
      // The Coasting Schools (England) Regulations 2017, regulation 4: a score is under, and its upper limit below 0.
      case Joined::any_each_sig:
        return significant > 0;
    }
    return false;
  }
};

}  // namespace

std::size_t how_many(const Limbs& limbs, Truth under) {
  return static_cast<std::size_t>(std::count(limbs.under.begin(), limbs.under.begin() + limbs.subjects, under));
}

std::optional<std::size_t> only_subject_under(const Limbs& limbs) {
  if (how_many(limbs, Truth::yes) != 1 || how_many(limbs, Truth::unknown) != 0) return std::nullopt;
  const auto* only = std::find(limbs.under.begin(), limbs.under.end(), Truth::yes);
  return static_cast<std::size_t>(only - limbs.under.begin());
}

Truth below(const Limbs& limbs) { return in_every_world(facts_of(limbs), Verdict{limbs}); }

bool needs_limit(const Limbs& limbs, std::size_t subject) {
  if (limbs.attainment_below == Truth::no || limbs.under[subject] == Truth::no) return false;
  if (limbs.joined == Joined::any_each_sig) return true;
  if (limbs.joined != Joined::any_sig1 || !limbs.significance_counts) return false;
  // Where this subject may be the only one under.
  return how_many(limbs, Truth::yes) == (limbs.under[subject] == Truth::yes ? 1u : 0u);
}

std::string_view why_not_evaluable(const Limbs& limbs, bool attainment_missing) {
  const auto facts = facts_of(limbs);
  const Verdict verdict{limbs};
  bool measure = attainment_missing && matters(facts, 0, verdict);
  bool median = false;
  bool interval = false;
  for (std::size_t i = 0; i < limbs.subjects; ++i) {
    if (matters(facts, kFirstUnder + i, verdict)) (limbs.without_median[i] ? median : measure) = true;
    interval = interval || matters(facts, kFirstSignificant + i, verdict);
  }
  if (measure) return "MISSING_MEASURE";
  if (median) return "MISSING_MEDIAN";
  return interval ? "MISSING_INTERVAL" : "AMBIGUOUS_ROUNDING";
}

}  // namespace termwise::standards
