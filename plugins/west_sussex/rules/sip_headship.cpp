#include "rules/sip_headship.h"

#include <memory>
#include <string>

#include "registers/assignments.h"
#include "registers/phase.h"
#include "registers/present.h"

namespace termwise::west_sussex {
namespace {

constexpr Number<Percent> kShare{
    .name = "headship_share",
    .minimum = "0",
    .maximum = "100",
    .by_default = "70",
    .meaning = "So many of the schools are to have a SIP who has led a school; in West Sussex 70% in 2005/06."};

const Choice& phase_asked() {
  static const Choice kChoice{
      .name = "headship_phase",
      .choices = {"secondary", "primary", "special", "every"},
      .meaning = "The phase whose schools are asked about; all-through schools are secondary here."};
  return kChoice;
}

Truth is_asked(const School& school, std::string_view asked) {
  if (asked == "every") return Truth::yes;
  const Phase phase = phase_of(school);
  if (phase == Phase::unknown) return Truth::unknown;
  return truth(name(phase == Phase::all_through ? Phase::secondary : phase) == asked);
}

// Whether any of a school's SIPs has led a school; no where it has none.
Truth has_headship(const std::vector<Item>& assignments, const Advisers& advisers) {
  Truth any = Truth::no;
  for (const Item& assignment : assignments) {
    const auto found = advisers.find(adviser_of(assignment));
    any = any || (found == advisers.end() ? Truth::unknown : found->second.has_headship());
  }
  return any;
}

// Counts of schools, not of SIPs: one SIP may have many.
struct Share {
  Advisers advisers;
  std::int64_t schools = 0;
  std::int64_t with = 0;
  std::int64_t unknown = 0;
  Decimal asked = {};

  // At least the share is enough. Unknown where those that are not known could make the difference.
  Truth is_enough() const {
    if (schools == 0) return Truth::yes;
    const auto reaches = [&](std::int64_t count) {
      return Decimal(count * 100 * power(asked.scale())) >= Decimal(asked.units() * schools);
    };
    if (reaches(with)) return Truth::yes;
    return reaches(with + unknown) ? Truth::unknown : Truth::no;
  }
  static std::int64_t power(int scale) {
    std::int64_t ten = 1;
    for (int i = 0; i < scale; ++i) ten *= 10;
    return ten;
  }
};

std::shared_ptr<const Share> count(const Facts& facts) {
  auto share = std::make_shared<Share>(Share{read_advisers(facts)});
  share->asked = *facts.setting(kShare);
  for (const School& school : facts.schools()) {
    if (is_closed(school) || is_asked(school, facts.setting(phase_asked())) != Truth::yes) continue;
    ++share->schools;
    const Truth headship = has_headship(present_assignments(school, facts), share->advisers);
    if (headship == Truth::yes) ++share->with;
    if (headship == Truth::unknown) ++share->unknown;
  }
  return share;
}

std::string share_in_words(const Share& share, const Facts& facts) {
  const std::string_view phase = facts.setting(phase_asked());
  std::string text = std::to_string(share.with) + " of the LA's " +
                     (share.schools == 1 ? "one " : std::to_string(share.schools) + " ") +
                     (phase == "every" ? "" : std::string(phase) + " ") +
                     (share.schools == 1 ? "school has" : "schools have") + " a SIP who has led a school";
  if (share.unknown > 0) text += ", and of " + std::to_string(share.unknown) + " it is not known";
  const Truth enough = share.is_enough();
  return text +
         (enough == Truth::yes  ? ", which is at least "
          : enough == Truth::no ? ", which is below "
                                : ", so that it cannot be said whether this is below ") +
         "the " + Percent::words(share.asked) + " that the LA asks for";
}

void judge(const Share& share, Case& school) {
  const Truth asked = is_asked(school.school(), school.facts().setting(phase_asked()));
  if (is_closed(school.school()) || asked == Truth::no) return school.leave_out();
  const auto holding = present_assignments(school.school(), school.facts());
  school.fill("share", share_in_words(share, school.facts()));
  school.fill("sip", holding.empty() ? "nobody" : names_of(holding, share.advisers));
  school.fill("phase", std::string(school.facts().setting(phase_asked())));
  if (asked == Truth::unknown) return school.answer("NOT_KNOWN", "PHASE");
  for (const Item& assignment : holding)
    if (const auto found = share.advisers.find(adviser_of(assignment)); found != share.advisers.end())
      school.compare(found->second.item().text("headship"), "none", {"register of advisers", "", "local"});
  const Truth headship = has_headship(holding, share.advisers);
  if (headship == Truth::unknown) return school.answer("NOT_KNOWN", "HEADSHIP");
  if (headship == Truth::yes) return school.answer("WITH_HEADSHIP");
  const bool below = share.is_enough() == Truth::no;
  if (holding.empty()) return school.answer(below ? "WITHOUT_AND_BELOW" : "WITHOUT", "NO_SIP");
  school.answer(below ? "WITHOUT_AND_BELOW" : "WITHOUT");
}

Judge prepare(const Facts& facts) {
  return [share = count(facts)](Case& school) { judge(*share, school); };
}

}  // namespace

Rule sip_headship() {
  return {.id = "sip-headship",
          .job = "concern-flag",
          .title = "SIPs who have led a school",
          .source = "West Sussex SIP arrangements 2005, slide 17",
          .outcomes = {{"WITHOUT_AND_BELOW", "The SIP of {school}, {sip}, has led no school: {share}."},
                       {"NOT_KNOWN", ""},
                       {"WITHOUT", "The SIP of {school}, {sip}, has led no school: {share}."},
                       {"WITH_HEADSHIP", "{school} has a SIP who has led a school, {sip}: {share}."}},
          .sentences = {{"without-and-below-no-sip", "{school} has no SIP, and so none who has led a school: {share}."},
                        {"without-no-sip", "{school} has no SIP, and so none who has led a school: {share}."},
                        {"not-known-headship",
                         "Whether the SIP of {school}, {sip}, has led a school is not in the register: {share}."},
                        {"not-known-phase",
                         "The age range of {school} is not on record, so that it cannot be said whether it counts "
                         "among the {phase} schools: {share}."}},
          .reads = {kYoungest, kOldest},
          .items = {adviser_items(), assignment_items()},
          .parameters = {kShare, phase_asked()},
          .prepare = prepare};
}

}  // namespace termwise::west_sussex
