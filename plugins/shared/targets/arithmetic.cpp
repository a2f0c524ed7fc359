#include "targets/arithmetic.h"

#include <algorithm>

#include <termwise/share.hpp>

#include "targets/check.h"

namespace termwise::targets {
namespace {

constexpr std::int64_t kMostPupils = 100'000;

// The targets for English and for maths of the same pupils and level as one for both.
struct Parts {
  const Target* english = nullptr;
  const Target* maths = nullptr;
};

Parts parts_of(const std::vector<Target>& targets, const Target& joint) {
  Parts parts;
  for (const Target& one : targets) {
    if (!one.is_beside(joint)) continue;
    if (one.code->code == "T5") parts.english = &one;
    if (one.code->code == "T6") parts.maths = &one;
  }
  return parts;
}

std::string beside(const Target& joint, const Parts& parts) {
  std::vector<std::string> said;
  if (parts.english != nullptr) said.push_back(parts.english->words() + " for English alone (T5)");
  if (parts.maths != nullptr) said.push_back(parts.maths->words() + " for maths alone (T6)");
  return joint.words() + ", with " + joined(said);
}

// Each target for both subjects, with what there is for each alone.
template <class Ask>
void each_joint(Look& look, const Ask& ask) {
  const std::vector<Target> targets = look.targets();
  for (const Target& joint : targets)
    if (joint.code->kind == Kind::joint) ask(joint, parts_of(targets, joint));
}

std::optional<Decimal> change_to(const Target& target, const Decimal& limit) {
  return target.percent.number() == nullptr ? std::nullopt : add(limit, target.percent.number()->negated());
}

}  // namespace

Rule joint_above_parts(const Protocol& protocol) {
  Spec spec;
  spec.id = "target-a7";
  spec.title = "A target for two subjects together above that for one of them";
  spec.source = std::string(kArithmetic) + ": whoever reaches both reaches each";
  spec.severity = kAlert;
  spec.raised = {"IMPOSSIBLE",
                 "The targets of {school} for {results} cannot all be right, because more pupils are to reach both "
                 "subjects than one of them: {targets}.{aside}"};
  spec.not_known =
      "Whether the targets of {school} for {results} fit together is not known, because one of them is missing: "
      "{targets}.{aside}";
  spec.fine = {"POSSIBLE",
               "In the targets of {school} for {results} no more pupils are to reach both subjects than each of them: "
               "{targets}.{aside}"};
  spec.nothing =
      "{school} has not set targets for {results} for English, for maths and for both together, as far as the register "
      "says.";
  return check(protocol, spec, [](Look& look) {
    each_joint(look, [&](const Target& joint, const Parts& parts) {
      Truth above = Truth::no;
      std::optional<Decimal> least;
      bool all_are_known = true;
      for (const auto& [part, by] :
           {std::pair(parts.english, "the target for English"), std::pair(parts.maths, "the target for maths")}) {
        if (part != nullptr) above = above || look.compare(joint, Operator::greater, part->percent, by);
        const Decimal* percent = part == nullptr ? nullptr : part->percent.number();
        all_are_known = all_are_known && percent != nullptr;
        if (percent != nullptr && (!least || *percent < *least)) least = *percent;
      }
      // One of them alone says only that both together are too many.
      if ((parts.english == nullptr || parts.maths == nullptr) && above != Truth::yes) return;
      std::optional<Decimal> change;
      if (all_are_known) change = change_to(joint, *least);
      if (change && above == Truth::no) change = add(*change, Decimal(1, 1));
      look.take(joint, above, beside(joint, parts), change);
    });
  });
}

Rule joint_below_parts(const Protocol& protocol) {
  Spec spec;
  spec.id = "target-a8";
  spec.title = "A target for two subjects together below what those for each mean";
  spec.source = std::string(kArithmetic) + ": of 100 pupils at most 100 less E miss English and 100 less M miss maths";
  spec.severity = kAlert;
  spec.raised = {
      "IMPOSSIBLE",
      "The targets of {school} for {results} cannot all be right, because those for each subject alone mean that more "
      "pupils reach both: {targets}.{aside}"};
  spec.not_known =
      "Whether the targets of {school} for {results} fit together is not known, because one of them is missing: "
      "{targets}.{aside}";
  spec.fine = {
      "POSSIBLE",
      "In the targets of {school} for {results} as many pupils are to reach both subjects as those for each subject "
      "alone mean, or more: {targets}.{aside}"};
  spec.nothing =
      "{school} has not set targets for {results} for English, for maths and for both together, as far as the register "
      "says.";
  return check(protocol, spec, [](Look& look) {
    each_joint(look, [&](const Target& joint, const Parts& parts) {
      if (parts.english == nullptr || parts.maths == nullptr) return;
      const Decimal* english = parts.english->percent.number();
      const Decimal* maths = parts.maths->percent.number();
      const auto together = english != nullptr && maths != nullptr ? add(*english, *maths) : std::nullopt;
      const auto least = together ? add(*together, Decimal(-100)) : std::nullopt;
      if (!least) {
        const Value& open = english == nullptr ? parts.english->percent : parts.maths->percent;
        look.compare(joint, Operator::less,
                     Value(open.missing() == nullptr ? Missing::unparseable : *open.missing(), open.evidence()),
                     "the targets for English and maths together, less 100");
        return look.take(joint, Truth::unknown, beside(joint, parts));
      }
      const Truth below =
          look.compare(joint, Operator::less, *least, "the targets for English and maths together, less 100");
      auto change = change_to(joint, *least);
      if (change && below == Truth::no) change = add(*change, Decimal(-1, 1));
      look.take(joint, below,
                beside(joint, parts) + ", which mean at least " +
                    Percent::words(std::max(shortest(*least), Decimal(0))) + " for both",
                change);
    });
  });
}

Nearest nearest_percentages(const Decimal& percent, std::int64_t of) {
  if (of <= 0 || of > kMostPupils || !Percent::possible(percent) || percent.scale() > 6) return {};
  const shares::Wide hundred = shares::Wide{100} * shares::power_of_ten(percent.scale());
  const auto published = [&](std::int64_t pupils) {
    return Decimal(static_cast<std::int64_t>((2 * hundred * pupils + of) / (2 * shares::Wide{of})), percent.scale());
  };
  Nearest nearest;
  const auto about = static_cast<std::int64_t>(shares::Wide{percent.units()} * of / hundred);
  for (std::int64_t pupils = std::max<std::int64_t>(about - 1, 0); pupils <= std::min(about + 2, of); ++pupils) {
    const Decimal one = published(pupils);
    if (one <= percent) nearest.below = one;
    if (one >= percent && !nearest.above) nearest.above = one;
  }
  return nearest;
}

Rule not_of_whole_pupils(const Protocol& protocol) {
  Spec spec;
  spec.id = "target-a10";
  spec.title = "Targets that no whole number of pupils reaches";
  spec.source = std::string(kArithmetic) + ": of n pupils k are 100 k / n percent, rounded with halves up";
  spec.severity = kInfo;
  spec.raised = {"NO_WHOLE_PUPILS",
                 "{school} has targets for {results} that no whole number of pupils gives: {targets}.{aside}"};
  spec.not_known =
      "Whether whole numbers of pupils give the targets of {school} for {results} is not known: {targets}.{aside}";
  spec.fine = {"WHOLE_PUPILS",
               "A whole number of pupils gives each target of {school} for {results} that was looked at: "
               "{targets}.{aside}"};
  spec.nothing = "{school} has set no targets for {results} that are of pupils, as far as the register says.";
  return check(protocol, spec, [](Look& look) {
    for (const Target& target : look.targets()) {
      if (target.code->kind == Kind::absence) continue;
      const auto pupils = target.cohort.number() == nullptr ? std::nullopt : target.cohort.number()->rescaled(0);
      const Decimal* percent = target.percent.number();
      if (target.counts()) {
        look.take(target, Truth::no, target.words());
        continue;
      }
      if (!pupils || percent == nullptr) {
        const std::string what =
            percent == nullptr ? "a percentage that is " + target.percent.words()
                               : target.words() + " of pupils whose number is " +
                                     (target.cohort.missing() == nullptr ? "no whole one" : target.cohort.words());
        look.take(target, Truth::unknown, what);
        continue;
      }
      const Nearest nearest = nearest_percentages(shortest(*percent), pupils->units());
      if (!nearest.below && !nearest.above) {
        look.take(target, Truth::unknown, target.words() + ", which cannot be counted");
        continue;
      }
      const bool is_one = nearest.below == nearest.above;
      std::vector<std::string> others;
      for (const auto& one : {nearest.below, nearest.above})
        if (one) others.push_back(Percent::words(*one));
      const Decimal& other = !nearest.above || (nearest.below && add(*percent, nearest.below->negated()) <=
                                                                     add(*nearest.above, percent->negated()))
                                 ? *nearest.below
                                 : *nearest.above;
      look.compare(target, Operator::equal, other,
                   "the nearest percentage of " + Pupils::words(*pupils) + " that a whole number of them gives");
      look.take(target, truth(!is_one),
                target.words() + (is_one ? "" : ", where " + joined(others) + " are the nearest"),
                is_one ? std::nullopt : change_to(target, other));
    }
  });
}

}  // namespace termwise::targets
