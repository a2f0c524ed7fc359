#include "targets/reached.h"

#include <algorithm>

#include <termwise/share.hpp>

namespace termwise::targets {
namespace {

constexpr Measure<Plain> kPossible{"ABSENCE_POSSIBLE"};
constexpr Measure<Plain> kWithLeave{"ABSENCE_AUTHORISED"};
constexpr Measure<Plain> kWithoutLeave{"ABSENCE_UNAUTHORISED"};
constexpr Measure<Percent> kOverall{"ABSENCE_OVERALL"};

constexpr std::int64_t kMost = 1'000'000'000;  // beyond any school's pupils and sessions: such a figure is a mistake

// A whole number from 0 to `most`; empty for any other figure.
std::optional<std::int64_t> whole(const Value& value, std::int64_t most) {
  const auto number = value.number() == nullptr ? std::nullopt : value.number()->rescaled(0);
  if (!number || number->units() < 0 || number->units() > most) return std::nullopt;
  return number->units();
}

// What is missing or a mistake, as a figure that cannot be compared.
Value unusable(const Value& value) {
  return Value(value.missing() == nullptr ? Missing::unparseable : *value.missing(), value.evidence());
}

bool has_row(const Value& value) { return value.evidence().token != 0; }

// Of a percentage, as sessions: 5% of 38,000 are 1,900. Empty where no decimal holds it.
std::optional<Decimal> in_sessions(const Decimal& percent, std::int64_t of) {
  std::int64_t units = 0;
  if (percent.scale() + 2 > Decimal::kMaximumScale || __builtin_mul_overflow(percent.units(), of, &units))
    return std::nullopt;
  return shortest(Decimal(units, percent.scale() + 2));
}

Fraction fraction_of(const Decimal& percent) {
  return {percent.units(), static_cast<std::int64_t>(100 * shares::power_of_ten(percent.scale()))};
}

}  // namespace

std::optional<Reached> Reached::latest(Case& school, const Round& round, std::string_view code,
                                       std::string_view level) {
  const bool absence = code == "T4";
  const Published* where = absence ? nullptr : targets::published(code, level);
  if (!absence && where == nullptr) return std::nullopt;
  const int first = school.school().year() - round.latest;
  Reached found;
  for (int before = first; before <= std::min(first + 1, kMostYearsBefore); ++before) {
    Reached reached;
    reached.summer_ = school.school().year() - before;
    if (absence)
      reached.read_absence(school, before);
    else
      reached.read_pupils(school, *where, before);
    if (before == first || reached.on_record_) found = reached;
    if (reached.on_record_) break;
  }
  if (found.crossed_) school.add_note("LINKED_HISTORY");
  return found;
}

void Reached::read_pupils(const Case& school, const Published& published, int years_before) {
  reached_ = published.reached;
  const auto count = school[published.count.before(years_before).linked()];
  const auto of = school[published.of.before(years_before).linked()];
  count_ = count;
  if (published.percent) percent_ = school[published.percent->before(years_before).linked()];
  on_record_ = has_row(count) || has_row(percent_);
  crossed_ = (count.number() != nullptr && count.crossed() != nullptr) ||
             (percent_.number() != nullptr && percent_.evidence().crossed != nullptr);
  of_ = whole(of, kMost);
  if (of_ == 0) of_ = std::nullopt;
  number_ = of_ ? whole(count, *of_) : std::nullopt;
  set_range();
}

void Reached::read_absence(const Case& school, int years_before) {
  sessions_ = true;
  const auto possible = school[kPossible.before(years_before).linked()];
  const auto with_leave = school[kWithLeave.before(years_before).linked()];
  const auto without = school[kWithoutLeave.before(years_before).linked()];
  const auto overall = school[kOverall.before(years_before).linked()];
  count_ = with_leave;
  without_leave_ = without;
  percent_ = overall;
  on_record_ = has_row(with_leave) || has_row(overall);
  for (const Value* each : {static_cast<const Value*>(&with_leave), static_cast<const Value*>(&overall)})
    crossed_ = crossed_ || (each->number() != nullptr && each->evidence().crossed != nullptr);
  of_ = whole(possible, kMost);
  if (of_ == 0) of_ = std::nullopt;
  const auto some = whole(with_leave, kMost), others = whole(without, kMost);
  if (of_ && some && others && *some + *others <= *of_) number_ = *some + *others;
  set_range();
}

void Reached::set_range() {
  if (number_) {
    lowest_ = highest_ = Fraction{*number_, *of_};
    return;
  }
  const Decimal* percent = percent_.number();
  if (percent == nullptr || !Percent::possible(*percent) || percent->scale() > 6) return;
  lowest_ = highest_ = fraction_of(*percent);
  if (sessions_ || !of_) return;
  if (const auto counts = counts_behind(*percent, *of_)) {
    lowest_ = Fraction{counts->first, counts->of};
    highest_ = Fraction{counts->last, counts->of};
  }
}

Truth Reached::compare(Case& school, const Threshold& percent) const {
  if (!is_known()) {
    const bool only_count = percent_.missing() != nullptr && *percent_.missing() == Missing::not_supplied;
    return school.compare(unusable(only_count ? count_ : percent_), percent);
  }
  if (!number_) {
    const Truth holds = sessions_ ? percent.test(percent_) : share_published(percent_, of_, percent).holds;
    school.record(percent_, percent, holds);
    return holds;
  }
  const Truth holds = share_of(*number_, *of_, percent).holds;
  if (!sessions_) {
    school.record_share(count_, *of_, percent, holds);
    return holds;
  }
  // Sessions missed with leave are held against what those without leave allow.
  const auto allowed = in_sessions(percent.value, *of_);
  const auto left = allowed ? add(*allowed, Decimal(-*whole(without_leave_, kMost))) : std::nullopt;
  Threshold limit = percent;
  limit.in_force = "that percentage of the sessions that were possible, less those missed without leave";
  if (left) limit.value = *left;
  school.record(left ? count_ : unusable(count_), limit, holds);
  return holds;
}

std::string Reached::words() const {
  const std::string year = " in " + academic_year(summer_);
  if (!is_known()) {
    const bool only_count = percent_.missing() != nullptr && *percent_.missing() == Missing::not_supplied;
    const Value& said = only_count ? count_ : percent_;
    const std::string why(in_words(said.missing() == nullptr ? Missing::unparseable : *said.missing()));
    return sessions_ ? "absence" + year + " is " + why
                     : "how many pupils " + std::string(reached_) + year + " is " + why;
  }
  if (sessions_)
    return number_ ? "absence was " + percent_in_words(*number_, *of_) + year + " (" + std::to_string(*number_) +
                         " of " + std::to_string(*of_) + " sessions)"
                   : "absence was " + Percent::words(shortest(*percent_.number())) + year;
  const std::string what = " " + std::string(reached_) + year;
  if (number_)
    return std::to_string(*number_) + " of " + Pupils::words(Decimal(*of_)) + " (" + percent_in_words(*number_, *of_) +
           ")" + what;
  return Percent::words(shortest(*percent_.number())) + " of " + (of_ ? Pupils::words(Decimal(*of_)) : "pupils") + what;
}

std::vector<Read> reads_of_absence() {
  std::vector<Read> all;
  for (const auto& each : {kPossible, kWithLeave, kWithoutLeave})
    all.emplace_back(each.before(kMostYearsBefore).linked());
  all.emplace_back(kOverall.before(kMostYearsBefore).linked());
  return all;
}

Decimal tenth_from(const Fraction& fraction) {
  const shares::Wide tenths = shares::divide_up(shares::Wide{1000} * fraction.part, fraction.of);
  return Decimal(static_cast<std::int64_t>(tenths), 1);
}

Decimal tenth_to(const Fraction& fraction) {
  return Decimal(static_cast<std::int64_t>(shares::Wide{1000} * fraction.part / fraction.of), 1);
}

}  // namespace termwise::targets
