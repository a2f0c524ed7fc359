#include "deployment/pairing.h"

#include <algorithm>

#include "registers/words.h"

namespace termwise::west_sussex {
namespace {

bool has_expertise(const Candidate& candidate, const Wanted& wanted) {
  const auto lists = [&](std::string_view word) {
    return !word.empty() &&
           std::find(candidate.expertise.begin(), candidate.expertise.end(), word) != candidate.expertise.end();
  };
  const Text headship = candidate.adviser.item().text("headship");
  const std::string_view led = headship.text() != nullptr ? *headship.text() : std::string_view();
  const bool led_this_phase = wanted.phase == Phase::all_through
                                  ? led == name(Phase::primary) || led == name(Phase::secondary)
                                  : !led.empty() && led == name(wanted.phase);
  return led_this_phase || lists(name(wanted.phase)) || lists(wanted.level_word);
}

bool is_expertise_demanded(const Wanted& wanted, const Settings& settings) {
  if (settings.demanded == "everywhere") return true;
  if (settings.demanded == "special schools") return wanted.phase == Phase::special;
  return settings.demanded == "intensive support" && wanted.level == Level::intensive;
}

bool covers(const Item& adviser, const Span& span) {
  // A contract that does not say when it began has begun; one that does not say when it ends goes on.
  return (adviser.date("contract_from") > span.first) != Truth::yes &&
         (adviser.date("contract_to") < span.last) != Truth::yes;
}

}  // namespace

std::int64_t Criteria::points(const Settings& settings) const {
  return (continuity ? settings.continuity : 0) + (locality ? settings.locality : 0) +
         (expertise ? settings.expertise : 0) + (availability ? settings.availability : 0);
}

Span span_of(const Facts& facts) {
  const auto day = [&](int year, unsigned month, unsigned of_month) {
    return Day(std::chrono::year(year), std::chrono::month(month), std::chrono::day(of_month));
  };
  const Span year{day(facts.year() - 1, 9, 1), day(facts.year(), 7, 31)};
  return {std::clamp(facts.reference_day(), year.first, year.last), year.last};
}

Candidate candidate_of(const Adviser& adviser, const Settings& settings, const Span& span, std::int64_t days_in_use) {
  Candidate candidate{adviser};
  const Item& item = adviser.item();
  const auto days = tenths_of(item.measure(kContractDays.code));
  candidate.capacity = days ? std::max<std::int64_t>(0, *days - settings.reserved - days_in_use) : 0;
  if (const Text words = item.text("expertise"); words.text() != nullptr) candidate.expertise = listed(*words.text());
  if (settings.require_accreditation && (item.text("accreditation") == "active") != Truth::yes)
    candidate.bar = Bar::accreditation;
  else if (!covers(item, span))
    candidate.bar = Bar::contract;
  else if (adviser.is_serving_head() && item.text("own_school").text() == nullptr)
    candidate.bar = Bar::own_school_unknown;
  else if (candidate.capacity == 0)
    candidate.bar = Bar::no_days;
  return candidate;
}

Bar bar_between(const Candidate& candidate, const Wanted& wanted, const Settings& settings) {
  if (candidate.bar != Bar::none) return candidate.bar;
  if (candidate.adviser.owns(wanted.school) != Truth::no) return Bar::own_school;
  if (std::find(wanted.disputed.begin(), wanted.disputed.end(), candidate.adviser.reference()) != wanted.disputed.end())
    return Bar::disputed;
  if (is_expertise_demanded(wanted, settings) && !has_expertise(candidate, wanted)) return Bar::expertise;
  return candidate.capacity < wanted.days ? Bar::too_few_days : Bar::none;
}

Criteria criteria_of(const Candidate& candidate, const Wanted& wanted) {
  Criteria criteria;
  criteria.continuity = !wanted.before.empty() && candidate.adviser.reference() == wanted.before;
  const Text locality = candidate.adviser.item().text("locality");
  criteria.locality =
      locality.text() != nullptr && !wanted.cluster.empty() && plain(*locality.text()) == plain(wanted.cluster);
  criteria.expertise = has_expertise(candidate, wanted);
  criteria.availability = wanted.level != Level::intensive || !candidate.adviser.is_serving_head();
  return criteria;
}

}  // namespace termwise::west_sussex
