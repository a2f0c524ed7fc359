#include "targets/outcomes.h"

#include <termwise/share.hpp>

#include "reminders/registers.h"
#include "targets/check.h"

namespace termwise::targets {
namespace {

constexpr Number<PercentagePoints> kShort{
    .name = "short_of_target",
    .minimum = "0",
    .maximum = "100",
    .by_default = "10",
    .meaning =
        "Results that fell short of a target by more than this are talked about at the next visit. Termwise's default; "
        "Kent's briefing of autumn 2008 (slide 9) asks for a review and gives no number."};
constexpr Number<PercentagePoints> kAbsenceBeyond{
    .name = "absence_beyond_target",
    .minimum = "0",
    .maximum = "100",
    .by_default = "1",
    .meaning =
        "Absence that was higher than its target by more than this is talked about at the next visit. Termwise's "
        "default, no document gives a number."};

bool has_rationale(const Target& target) {
  return target.row.date("target_rationale_on").day() != nullptr ||
         !reminders::word(target.row, "target_rationale").empty();
}

// A figure as it would be published beside the target: rounded to as many decimals as the target has.
bool rounds_to(const Reached& reached, const Target& target) {
  const Decimal percent = shortest(*target.percent.number());
  const auto half = add(percent, Decimal(5, percent.scale() + 1));
  if (!half) return false;
  Threshold under;
  under.operation = Operator::less;
  under.value = *half;
  return shares::holds_for(reached.highest().part, reached.highest().of, under);
}

}  // namespace

Rule below_previous(const Protocol& protocol) {
  Spec spec;
  spec.id = "target-a4";
  spec.title = "Targets below the latest results";
  spec.source =
      "Norfolk link adviser programme 2011/12, visit 1: a rationale for performance and targets; that a target below "
      "the latest results needs one is Termwise's default";
  spec.severity = kWarn;
  spec.raised = {"BELOW_PREVIOUS",
                 "{school} has targets for {results} that are below its latest results, which may have good reasons "
                 "and needs one on record: {targets}.{aside}"};
  spec.not_known =
      "Whether the targets of {school} for {results} are below its latest results is not known: {targets}.{aside}";
  spec.fine = {"NOT_BELOW",
               "The targets of {school} for {results} are no lower than its latest results: {targets}.{aside}"};
  spec.nothing =
      "{school} has set no targets for {results} that could be held against its latest results, as far as the register "
      "says.";
  Rule rule = check(protocol, spec, [](Look& look) {
    for (const Target& target : look.targets()) {
      if (target.code->kind == Kind::absence || !target.is_of_all()) continue;
      const auto reached = Reached::latest(look.school(), look.round(), target.code->code, target.level);
      if (!reached) continue;
      const Truth below = look.compare(*reached, Operator::greater, target, Decimal(0), "the target");
      std::string words = target.words();
      words += target.percent.number() == nullptr ? "" : ", where " + reached->words();
      if (below == Truth::yes) {
        look.school().add_note(has_rationale(target) ? "RATIONALE" : "NO_RATIONALE");
        words += has_rationale(target) ? "; the reason is on record" : "; no reason is on record";
        if (rounds_to(*reached, target)) look.school().add_note("AT_ROUNDED_BOUNDARY");
      }
      look.take(
          target, below, words,
          reached->is_known() ? change_across(target, below, reached->lowest(), reached->highest()) : std::nullopt);
    }
  });
  rule.reads = reads_of_results();
  return rule;
}

Rule absence_above_previous(const Protocol& protocol) {
  Spec spec;
  spec.id = "target-a9";
  spec.title = "A target for absence above the latest absence";
  spec.source = std::string(kOurDefault);
  spec.severity = kWarn;
  spec.raised = {
      "ABOVE_PREVIOUS",
      "{school} has a target for {results} that lets absence rise above what it has been: {targets}.{aside}"};
  spec.not_known =
      "Whether the target of {school} for absence in {results} is above what absence has been is not known: "
      "{targets}.{aside}";
  spec.fine = {"NOT_ABOVE",
               "The target of {school} for absence in {results} is no higher than what absence has been: "
               "{targets}.{aside}"};
  spec.nothing = "{school} has set no target for absence in {results}, as far as the register says.";
  Rule rule = check(protocol, spec, [](Look& look) {
    for (const Target& target : look.targets()) {
      if (target.code->kind != Kind::absence || !target.is_of_all()) continue;
      const auto reached = Reached::latest(look.school(), look.round(), target.code->code, target.level);
      if (!reached) continue;
      const Truth above = look.compare(*reached, Operator::less, target, Decimal(0), "the target");
      std::optional<Decimal> change;
      if (above != Truth::unknown && reached->is_known() && target.percent.number() != nullptr) {
        change = add(tenth_to(reached->lowest()), target.percent.number()->negated());
        if (change && above == Truth::no) change = add(*change, Decimal(1, 1));
      }
      look.take(target, above,
                target.words() + (target.percent.number() == nullptr ? "" : ", where " + reached->words()), change);
    }
  });
  rule.reads = reads_of_absence();
  return rule;
}

namespace {

// "met", "not reached, by no more than 10 percentage points"
std::string how_far(Truth is_short, Truth met, std::string_view margin) {
  if (met == Truth::yes) return "it was met";
  return is_short == Truth::yes ? "that is further away than " + std::string(margin)
                                : "it was not reached, by no more than " + std::string(margin);
}

void hold_against_results(Look& look, const Target& target, const Reached& reached) {
  const bool absence = target.code->kind == Kind::absence;
  const Decimal margin = *look.facts().setting(absence ? kAbsenceBeyond : kShort);
  const Truth is_short = look.compare(reached, absence ? Operator::greater : Operator::less, target,
                                      absence ? margin : margin.negated(), "the target, with the margin that is set");
  const Truth met = look.compare(reached, absence ? Operator::less_or_equal : Operator::greater_or_equal, target,
                                 Decimal(0), "the target");
  std::string words = "the target was " + target.words();
  if (target.percent.number() != nullptr) words += ", and " + reached.words();
  if (is_short != Truth::unknown && met != Truth::unknown)
    words += ": " + how_far(is_short, met, PercentagePoints::words(margin));
  look.take(target, is_short, words);
}

}  // namespace

Rule fell_short(const Protocol& protocol) {
  Spec spec;
  spec.id = "target-a11";
  spec.title = "Results far from their targets";
  spec.source =
      "Kent primary briefing, autumn 2008, slides 9 and 10: review progress towards the targets; schools that expected "
      "much improved more even where they missed";
  spec.severity = kWarn;
  spec.raised = {"FAR_FROM_TARGET",
                 "At the next visit {school} and the {adviser} look at targets from which the latest results were far: "
                 "{targets}. An ambitious target that was missed is no fault of a school's.{aside}"};
  spec.not_known = "How far the latest results of {school} are from their targets is not known: {targets}.{aside}";
  spec.fine = {"NEAR_TARGET",
               "The latest results of {school} are near their targets or beyond them: {targets}.{aside}"};
  spec.nothing = "The register has no target of {school} for its latest results.";
  Rule rule = check(protocol, spec, [](Look& look) {
    const Round& round = look.round();
    for (const int summer : {round.latest, round.latest - 1})
      for (const Target& target : targets_of(look.school(), summer, round.today)) {
        if (!target.is_of_all()) continue;
        const auto reached = Reached::latest(look.school(), round, target.code->code, target.level);
        if (reached && reached->summer() == summer) hold_against_results(look, target, *reached);
      }
  });
  rule.reads = reads_of_results();
  for (const Read& read : reads_of_absence()) rule.reads.push_back(read);
  rule.parameters.push_back(kShort);
  rule.parameters.push_back(kAbsenceBeyond);
  return rule;
}

}  // namespace termwise::targets
