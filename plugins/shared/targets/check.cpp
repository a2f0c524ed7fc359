#include "targets/check.h"

#include <algorithm>
#include <memory>
#include <utility>

#include <termwise/share.hpp>

namespace termwise::targets {
namespace {

// "one; another; and a third", and how many more there are.
std::string listed(const std::vector<std::string>& clauses) {
  constexpr std::size_t kMostBytes = 3000;  // of what the next one is added to, so that an argument is not too long
  std::string text;
  std::size_t named = 0;
  for (; named < std::min(clauses.size(), Look::kMostNamed) && text.size() < kMostBytes; ++named)
    text += (named == 0 ? "" : (named + 1 == clauses.size() && named > 1 ? "; and " : "; ")) + clauses[named];
  if (named < clauses.size()) text += "; and " + std::to_string(clauses.size() - named) + " more";
  return text;
}

bool is_nearer(const Decimal& a, const Decimal& b) {
  const auto size = [](const Decimal& one) { return one < Decimal(0) ? one.negated() : one; };
  return size(a) < size(b);
}

}  // namespace

Truth Look::compare(const Target& target, Operator operation, const Decimal& value, std::string by,
                    const Threshold& origin) {
  Threshold threshold = origin;
  threshold.operation = operation;
  threshold.value = shortest(value);
  threshold.source = texts_->keep(target.name() + ": " + std::move(by));
  if (threshold.confidence.empty()) threshold.confidence = "local";
  if (const auto counts = target.counts()) {
    const Truth holds = test(*counts, threshold);
    if (has_room()) school_->record_share(target.pupils, counts->of, threshold, holds);
    return holds;
  }
  return has_room() ? school_->compare(target.percent, threshold) : threshold.test(target.percent);
}

Truth Look::compare(const Target& target, Operator operation, const Value& figure, const std::string& by) {
  if (figure.number() != nullptr) {
    const Truth holds = compare(target, operation, *figure.number(), by);
    if (target.percent.number() != nullptr && has_room()) {
      Threshold mirrored_one;
      mirrored_one.operation = mirrored(operation);
      mirrored_one.value = shortest(*target.percent.number());
      mirrored_one.source = texts_->keep(by + ", against the target for " + target.name());
      mirrored_one.confidence = "local";
      school_->record(figure, mirrored_one, holds);
    }
    return holds;
  }
  if (has_room())
    school_->record(*figure.missing(), figure.evidence(), mirrored(operation),
                    texts_->keep("the target for " + target.name()), {texts_->keep(by), {}, "local"});
  return Truth::unknown;
}

Truth Look::compare(const Reached& reached, Operator operation, const Target& target, const Decimal& more,
                    std::string_view by) {
  const auto limit = target.percent.number() == nullptr ? std::nullopt : add(*target.percent.number(), more);
  if (!limit) {
    if (has_room())
      school_->record(target.percent.missing() == nullptr ? Missing::unparseable : *target.percent.missing(),
                      target.percent.evidence(), mirrored(operation), reached.is_known() ? "what was reached" : by,
                      {by, {}, "local"});
    return Truth::unknown;
  }
  Threshold threshold;
  threshold.operation = operation;
  threshold.value = shortest(*limit);
  threshold.source = texts_->keep(std::string(by) + ", " + target.name());
  threshold.confidence = "local";
  const Truth holds = reached.compare(*school_, threshold);
  ++evidence_;  // of all pupils only, and so of fewer targets than there is room for
  if (reached.is_known() && (operation == Operator::less || operation == Operator::greater)) {
    // The same from the other side: a target has tenths of a percent, so that the next tenth decides as the fraction does.
    const bool above = operation == Operator::greater;
    const auto tenth = add(above ? tenth_from(reached.highest()) : tenth_to(reached.lowest()), more.negated());
    threshold.operation = mirrored(operation);
    threshold.source = texts_->keep(target.name() + ": what was reached, to a tenth of a percent");
    if (tenth) threshold.value = shortest(*tenth);
    if (tenth) school_->record(target.percent, threshold, holds);
  }
  return holds;
}

void Look::compare(const Text& said, std::string_view expected, const Origin& origin) {
  if (has_room()) school_->compare(said, expected, origin);
}

void Look::take(const Target& target, Truth raised, const std::string& words, const std::optional<Decimal>& change) {
  std::string clause = target.name();
  clause += target.is_of_few(facts()) ? ", whose figures are not said because they are of few pupils" : ", " + words;
  take(target.code->code, target.code->not_known, raised, std::move(clause));
  const auto moved =
      change && target.percent.number() != nullptr ? add(*target.percent.number(), *change) : std::nullopt;
  // Without one this can no longer be turned by a single figure.
  const bool possible = moved && Percent::possible(*moved);
  if (raised == Truth::yes) changes_.push_back(possible ? Change{target.row.year(), *change} : Change{});
  if (raised == Truth::no && possible) fine_changes_.push_back({target.row.year(), *change});
}

void Look::take(std::string_view code, std::string_view not_known, Truth raised, std::string clause) {
  auto& among = raised == Truth::yes ? raised_ : (raised == Truth::no ? fine_ : open_);
  if (std::find(among.begin(), among.end(), clause) == among.end()) among.push_back(std::move(clause));
  if (raised == Truth::yes) school_->add_note(code);
  if (raised == Truth::unknown) school_->add_note(not_known);
}

// The nearest change of one target that would lead to another answer.
void Look::add_flips(std::string_view raised, std::string_view fine) {
  const auto& changes = raised_.empty() ? fine_changes_ : changes_;
  if (raised_.size() > 1 || changes.empty()) return;
  const auto nearest = std::min_element(changes.begin(), changes.end(),
                                        [](const Change& a, const Change& b) { return is_nearer(a.points, b.points); });
  if (nearest->year == 0) return;
  const std::string_view led_to = raised_.empty() ? raised : (open_.empty() ? fine : std::string_view("NOT_KNOWN"));
  school_->add_flip("TARGET_PERCENT", nearest->year, shortest(nearest->points), PercentagePoints::name, led_to);
}

void Look::answer(const Spec& spec) {
  school_->fill("results", academic_year(round_->results));
  school_->fill("adviser", std::string(protocol_->adviser));
  const std::vector<std::string>& said = !raised_.empty() ? raised_ : (!open_.empty() ? open_ : fine_);
  school_->fill("targets", listed(said));
  std::string aside;
  if (!raised_.empty() && !open_.empty()) aside = " Of others it is not known: " + listed(open_) + ".";
  if (unverified_) aside += " This rests on a figure of Termwise's that has not been verified.";
  school_->fill("aside", aside);
  if (evidence_ > kMostEvidence) school_->add_note("EVIDENCE_CUT");
  add_flips(spec.raised.code, spec.fine.code);
  if (!raised_.empty()) {
    school_->add_note(spec.severity);
    return school_->answer(spec.raised.code, open_.empty() ? "" : "INCOMPLETE");
  }
  if (!open_.empty()) return school_->answer("NOT_KNOWN");
  school_->answer(fine_.empty() ? "NO_TARGET" : std::string_view(spec.fine.code));
}

Rule check(const Protocol& protocol, const Spec& spec, std::function<void(Look&)> look) {
  Rule rule;
  rule.id = spec.id;
  rule.job = std::string(kJob);
  rule.title = spec.title;
  rule.source = spec.source;
  rule.outcomes = {
      spec.raised, {"NOT_KNOWN", std::string(spec.not_known)}, spec.fine, {"NO_TARGET", std::string(spec.nothing)}};
  rule.items = {kTargets};
  rule.parameters = {kGroupShownFrom};
  rule.cohort = Measure<Pupils>{"KS2_COHORT"}.linked();
  rule.prepare = [protocol, spec, look = std::move(look)](const Facts& facts) -> Judge {
    const auto texts = std::make_shared<Texts>();  // shared with the judge's copies
    return [&protocol = protocol, &spec = spec, &look = look, texts, round = round_of(facts)](Case& school) {
      if ((school.school().status() == "closed") == Truth::yes) return school.leave_out();
      Look one(school, round, protocol, *texts);
      look(one);
      one.answer(spec);
    };
  };
  return rule;
}

std::optional<Decimal> change_across(const Target& target, Truth below, const Fraction& lowest,
                                     const Fraction& highest) {
  if (target.percent.number() == nullptr || below == Truth::unknown) return std::nullopt;
  // Below all that it may be: up to the highest. Not below any: to a tenth under the lowest.
  const Decimal to = below == Truth::yes ? tenth_from(highest) : tenth_from(lowest);
  const auto change = add(to, target.percent.number()->negated());
  return change && below == Truth::no ? add(*change, Decimal(-1, 1)) : change;
}

std::optional<Decimal> change_across(const Target& target, Truth below, const Decimal& percent) {
  if (!Percent::possible(percent) || percent.scale() > 6) return std::nullopt;
  const Fraction fraction{percent.units(), static_cast<std::int64_t>(100 * shares::power_of_ten(percent.scale()))};
  return change_across(target, below, fraction, fraction);
}

}  // namespace termwise::targets
