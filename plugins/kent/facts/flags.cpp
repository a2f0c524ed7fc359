#include "facts/flags.h"

#include "facts/parameters.h"

namespace termwise::kent {
namespace {

constexpr int kYearsBefore = 5;  // a flag that nobody renewed for longer has expired long ago

std::string in_words(const Item& flag, bool is_soft) {
  const Text type = flag.text("flag_type");
  const Text owner = flag.text("flag_owner");
  const Date expires = flag.date("expires_on");
  std::string text = type.text() == nullptr ? "a concern that is not named" : std::string(*type.text());
  text += owner.text() == nullptr ? " (without an owner" : " (owner: " + std::string(*owner.text());
  text += expires.day() == nullptr ? ", without an expiry date" : ", to " + termwise::in_words(*expires.day());
  return text + (is_soft ? ", a soft signal)" : ")");
}

// Closed by its owner, by the run's day.
Truth is_closed(const Date& closed_on, const Day& today) {
  if (closed_on.missing() == nullptr) return closed_on <= today;
  const bool is_not = *closed_on.missing() == Missing::not_supplied || *closed_on.missing() == Missing::not_applicable;
  return is_not ? Truth::no : Truth::unknown;
}

}  // namespace

const Items& flags() {
  static const Items items{"flag/1",
                           {"flag_type", "flag_weight", "flag_owner", "raised_on", "expires_on", "flag_closed_on"},
                           kYearsBefore,
                           History::linked};
  return items;
}

Flags read_flags(Case& school) {
  Flags found;
  const Day today = school.facts().reference_day();
  const Origin register_of_flags{"the LA's register of flags", {}, "local"};
  int concerns = 0, concerns_open = 0, signals = 0, signals_open = 0;
  for (const Item& flag : school.items(flags())) {
    const bool is_soft = (flag.text("flag_weight") == "soft signal") == Truth::yes;
    const Truth stands = (flag.date("raised_on") <= today) && !is_closed(flag.date("flag_closed_on"), today);
    if (stands == Truth::no) continue;
    if (flag.crossed() != nullptr) school.add_note("LINKED_HISTORY");
    const std::string words = in_words(flag, is_soft);
    const Truth in_time = school.compare(flag.date("expires_on"), Operator::greater_or_equal, today, register_of_flags);
    if (in_time == Truth::no) {
      found.expired.push_back(words);
      continue;
    }
    const bool is_clear = stands == Truth::yes && in_time == Truth::yes && flag.text("flag_owner").text() != nullptr;
    (is_clear ? found.active : found.unclear).push_back(words);
    ++(is_soft ? (is_clear ? signals : signals_open) : (is_clear ? concerns : concerns_open));
  }
  const int enough = whole(school.facts(), kSoftSignals);
  if (concerns > 0 || signals >= enough)
    found.vulnerable = Truth::yes;
  else if (concerns_open > 0 || signals + signals_open >= enough)
    found.vulnerable = Truth::unknown;
  if (!found.expired.empty()) school.add_note("FLAG_EXPIRED");
  if (!found.unclear.empty()) school.add_note("FLAG_INCOMPLETE");
  return found;
}

}  // namespace termwise::kent
