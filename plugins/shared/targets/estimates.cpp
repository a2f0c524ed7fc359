#include "targets/estimates.h"

#include <algorithm>
#include <iterator>

#include "targets/check.h"

namespace termwise::targets {
namespace {

// A place among similar schools: 1 is the highest.
struct Rank {
  static constexpr std::string_view name = "rank";
};

constexpr Number<Rank> kAmbitiousRank{.name = "ambitious_rank",
                                      .minimum = "1",
                                      .maximum = "100",
                                      .by_default = "25",
                                      .meaning =
                                          "Where FFT's estimates are by percentile rank, an ambitious target is no "
                                          "lower than that of this rank: 25 is as "
                                          "hard as type D, 5 is the hardest (Norfolk MI sheet 240/11)."};
constexpr Number<Rank> kAverageRank{
    .name = "average_rank",
    .minimum = "1",
    .maximum = "100",
    .by_default = "50",
    .meaning =
        "Where FFT's estimates are by percentile rank, what similar schools reach on average is the estimate of this "
        "rank. From memory: 50 is the middle of all schools."};

constexpr std::string_view kFftTypes =
    "FFT's types of estimate: A and B are what similar pupils reach on average, D is what the top quarter of similar "
    "schools reaches";

// FFT estimates key stage 2 alone, and no absence.
bool is_estimated(const Target& target) {
  return target.code->kind != Kind::absence && target.code->kind != Kind::key_stage_1;
}

// Those of a kind.
std::vector<Estimate> of_kind(const std::vector<Estimate>& all, std::string_view kind) {
  std::vector<Estimate> some;
  std::copy_if(all.begin(), all.end(), std::back_inserter(some), [&](const Estimate& one) { return one.kind == kind; });
  return some;
}

// On each basis that of the rank, or where there is none the nearest harder one; harder than `beyond` is too hard to be it.
std::vector<Estimate> of_rank(const std::vector<Estimate>& all, const Decimal& rank, const Decimal& beyond) {
  std::vector<Estimate> some;
  for (const std::string_view basis : {"PA", "SE"}) {
    const Estimate* nearest = nullptr;
    for (const Estimate& one : all)
      if (one.kind == basis && one.rank.number() != nullptr && *one.rank.number() <= rank &&
          *one.rank.number() > beyond && (nearest == nullptr || *nearest->rank.number() < *one.rank.number()))
        nearest = &one;
    if (nearest != nullptr) some.push_back(*nearest);
  }
  return some;
}

// "60%, where FFT estimates 66% (type D) and 62% (type B)"
std::string beside(const Target& target, const std::vector<Estimate>& estimates) {
  std::vector<std::string> said;
  for (const Estimate& one : estimates)
    said.push_back((one.percent.number() == nullptr ? "a percentage that is " + one.percent.words()
                                                    : Percent::words(shortest(*one.percent.number()))) +
                   " (" + one.name() + ")");
  return target.words() + ", where FFT estimates " + joined(said);
}

// How several estimates count: below one of them, or below each.
enum class Counts { any, every };

void hold_against(Look& look, const Target& target, const std::vector<Estimate>& estimates, Counts counts,
                  std::string_view none) {
  if (estimates.empty())
    return look.take(target, Truth::unknown, "for which the register has no estimate " + std::string(none));
  Truth below = counts == Counts::any ? Truth::no : Truth::yes;
  std::optional<Decimal> limit;  // that the target would have to reach
  for (const Estimate& one : estimates) {
    const Truth each = look.compare(target, Operator::less, one.percent, "FFT estimate of " + one.name());
    below = counts == Counts::any ? below || each : below && each;
    const Decimal* percent = one.percent.number();
    if (percent != nullptr && (!limit || (counts == Counts::any ? *limit < *percent : *percent < *limit)))
      limit = *percent;
  }
  look.take(target, below, beside(target, estimates), limit ? change_across(target, below, *limit) : std::nullopt);
}

}  // namespace

Rule below_top_quarter(const Protocol& protocol) {
  Spec spec;
  spec.id = "target-a2";
  spec.title = "Targets below the estimate for the top quarter of similar schools";
  spec.source = std::string(kFftTypes) + "; Norfolk MI sheet 240/11: rank 25 or harder";
  spec.severity = kWarn;
  spec.raised = {"BELOW_TOP_QUARTER",
                 "{school} has targets for {results} that are below what the top quarter of similar schools is "
                 "estimated to reach: {targets}.{aside}"};
  spec.not_known =
      "Whether the targets of {school} for {results} are below what the top quarter of similar schools is estimated to "
      "reach is not known: {targets}.{aside}";
  spec.fine = {"NOT_BELOW",
               "The targets of {school} for {results} are no lower than what the top quarter of similar schools is "
               "estimated to reach: {targets}.{aside}"};
  spec.nothing = "{school} has set no targets for {results} that FFT has estimates for, as far as the register says.";
  Rule rule = check(protocol, spec, [](Look& look) {
    for (const Target& target : look.targets()) {
      if (!is_estimated(target)) continue;
      const std::vector<Estimate> all = estimates_of(look.school(), target);
      std::vector<Estimate> wanted = of_kind(all, "D");
      if (wanted.empty()) wanted = of_rank(all, *look.facts().setting(kAmbitiousRank), Decimal(0));
      // On prior attainment or on context: the school chooses.
      hold_against(look, target, wanted, Counts::every, "of type D or of such a rank");
    }
  });
  rule.items.push_back(kEstimates);
  rule.parameters.push_back(kAmbitiousRank);
  return rule;
}

Rule below_average_estimate(const Protocol& protocol) {
  Spec spec;
  spec.id = "target-a3";
  spec.title = "Targets below the estimate of what similar schools reach on average";
  spec.source = std::string(kFftTypes);
  spec.severity = kAlert;
  spec.raised = {"BELOW_AVERAGE",
                 "{school} has targets for {results} that are below what similar schools are estimated to reach on "
                 "average: {targets}.{aside}"};
  spec.not_known =
      "Whether the targets of {school} for {results} are below what similar schools are estimated to reach on average "
      "is not known: {targets}.{aside}";
  spec.fine = {"NOT_BELOW",
               "The targets of {school} for {results} are no lower than what similar schools are estimated to reach on "
               "average: {targets}.{aside}"};
  spec.nothing = "{school} has set no targets for {results} that FFT has estimates for, as far as the register says.";
  Rule rule = check(protocol, spec, [](Look& look) {
    const Facts& facts = look.facts();
    for (const Target& target : look.targets()) {
      if (!is_estimated(target)) continue;
      const std::vector<Estimate> all = estimates_of(look.school(), target);
      std::vector<Estimate> wanted = of_kind(all, "B");
      for (const Estimate& one : of_kind(all, "A")) wanted.push_back(one);
      const bool types = !wanted.empty();
      if (!types) wanted = of_rank(all, *facts.setting(kAverageRank), *facts.setting(kAmbitiousRank));
      hold_against(look, target, wanted, types ? Counts::any : Counts::every, "of type A or B or of such a rank");
    }
  });
  rule.items.push_back(kEstimates);
  rule.parameters.push_back(kAmbitiousRank);
  rule.parameters.push_back(kAverageRank);
  return rule;
}

}  // namespace termwise::targets
