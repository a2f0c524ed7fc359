#include "ks2_floor/verdict.h"

#include <algorithm>

namespace termwise::ks2_floor {
namespace {

// The facts in a row: attainment, then under, then significant by subject.
constexpr std::size_t kFirstUnder = 1;
constexpr std::size_t kFirstSignificant = kFirstUnder + kSubjectCount;
constexpr std::size_t kFactCount = kFirstSignificant + kSubjectCount;

std::array<Truth, kFactCount> facts_of(const Limbs& limbs) {
  std::array<Truth, kFactCount> facts{limbs.attainment_below};
  std::copy(limbs.under.begin(), limbs.under.end(), facts.begin() + kFirstUnder);
  std::copy(limbs.significant.begin(), limbs.significant.end(), facts.begin() + kFirstSignificant);
  return facts;
}

// The standard itself, in a world where everything is known.
struct Verdict {
  bool significance_counts;

  bool operator()(const std::array<bool, kFactCount>& facts) const {
    if (!facts[0]) return false;
    std::size_t under = 0;
    std::size_t subject = 0;
    for (std::size_t i = 0; i < kSubjectCount; ++i) {
      if (!facts[kFirstUnder + i]) continue;
      ++under;
      subject = i;
    }
    if (under != 1) return under >= 2;
    return !significance_counts || facts[kFirstSignificant + subject];
  }
};

}  // namespace

std::size_t how_many(const Limbs& limbs, Truth under) {
  return static_cast<std::size_t>(std::count(limbs.under.begin(), limbs.under.end(), under));
}

std::optional<std::size_t> only_subject_under(const Limbs& limbs) {
  if (how_many(limbs, Truth::yes) != 1 || how_many(limbs, Truth::unknown) != 0) return std::nullopt;
  const auto* only = std::find(limbs.under.begin(), limbs.under.end(), Truth::yes);
  return static_cast<std::size_t>(only - limbs.under.begin());
}

Truth below_floor(const Limbs& limbs) { return in_every_world(facts_of(limbs), Verdict{limbs.significance_counts}); }

std::string_view why_not_evaluable(const Limbs& limbs, bool attainment_missing) {
  const auto facts = facts_of(limbs);
  const Verdict verdict{limbs.significance_counts};
  const auto any_matters = [&](std::size_t first) {
    for (std::size_t i = first; i < first + kSubjectCount; ++i)
      if (matters(facts, i, verdict)) return true;
    return false;
  };
  if (any_matters(kFirstUnder) || (attainment_missing && matters(facts, 0, verdict))) return "MISSING_MEASURE";
  if (any_matters(kFirstSignificant)) return "MISSING_INTERVAL";
  return "AMBIGUOUS_ROUNDING";
}

}  // namespace termwise::ks2_floor
