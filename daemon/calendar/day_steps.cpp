#include "calendar/day_steps.h"

#include <algorithm>
#include <cstdlib>

#include <fmt/format.h>

#include "calendar/london.h"
#include "calendar/occurrences.h"

namespace termwise::calendar {
namespace {

using namespace std::chrono;

// Terms far enough apart are not neighbours. The month of an autumn term's first day begins, and that of a summer term's
// last day ends, in the summer holiday.
std::vector<DayRange> school_days_known(const SchoolCalendar& calendar) {
  std::vector<DayRange> known;
  const Term* before = nullptr;
  for (const auto& term : calendar.terms()) {
    DayRange range{sys_days(term.days.first), sys_days(term.days.last)};
    const bool follows =
        before != nullptr && range.first - sys_days(before->days.last) <= days(kLongestHoliday) + days(1);
    before = &term;
    if (term.name == TermName::autumn) range.first = term.days.first.year() / term.days.first.month() / 1;
    if (term.name == TermName::summer) range.last = sys_days(term.days.last.year() / term.days.last.month() / last);
    if (follows)
      known.back().last = range.last;
    else
      known.push_back(range);
  }
  return known;
}

std::vector<DayRange> working_days_known(const SchoolCalendar& calendar) {
  std::vector<DayRange> known;
  for (const auto& holiday : calendar.bank_holidays()) {
    const DayRange whole_year{holiday.day.year() / January / 1, holiday.day.year() / December / 31};
    if (!known.empty() && whole_year.first <= known.back().last + days(1))
      known.back().last = whole_year.last;
    else
      known.push_back(whole_year);
  }
  return known;
}

std::vector<DayRange> gaps_between(const std::vector<DayRange>& known) {
  std::vector<DayRange> gaps;
  sys_days from = kAlwaysBefore;
  for (const auto& range : known) {
    gaps.push_back({from, range.first - days(1)});
    from = range.last + days(1);
  }
  gaps.push_back({from, kAlwaysAfter});
  return gaps;
}

// Days of the calendar within which the n-th day of the kind lies, for a calendar that is not out of the ordinary.
days furthest(int count, OffsetUnit unit) {
  return days(2 * std::abs(count) + (unit == OffsetUnit::school_days ? 90 : 7));
}

std::string missing_terms(const SchoolCalendar& calendar, const DayRange& unknown) {
  const Term* before = nullptr;
  const Term* after = nullptr;
  for (const auto& term : calendar.terms()) {
    if (sys_days(term.days.last) < unknown.first) before = &term;
    if (after == nullptr && sys_days(term.days.first) > unknown.last) after = &term;
  }
  if (before == nullptr && after == nullptr) return "no term dates of this Authority are known; add them";
  if (after == nullptr)
    return fmt::format("the term dates of this Authority end on {}; add the next year's terms",
                       to_string(before->days.last));
  if (before == nullptr)
    return fmt::format("the term dates of this Authority begin on {}; add the terms before",
                       to_string(after->days.first));
  return fmt::format("no term dates of this Authority are known between {} and {}; add the terms between",
                     to_string(before->days.last), to_string(after->days.first));
}

std::string missing_bank_holidays(const DayRange& unknown) {
  const int first = static_cast<int>(year_month_day(unknown.first).year());
  const int last = static_cast<int>(year_month_day(unknown.last).year());
  if (unknown.first == kAlwaysBefore && unknown.last == kAlwaysAfter) return "no bank holidays are known; add them";
  if (unknown.last == kAlwaysAfter)
    return fmt::format("the bank holidays known end with {}; add those of the next year", first - 1);
  if (unknown.first == kAlwaysBefore)
    return fmt::format("the bank holidays known begin with {}; add those of the years before", last + 1);
  if (first == last) return fmt::format("no bank holidays are known for {}; add them", first);
  return fmt::format("no bank holidays are known for {} to {}; add them", first, last);
}

}  // namespace

KindOfDay::KindOfDay(const SchoolCalendar& calendar, DayKind kind, weekday named)
    : calendar_(&calendar), kind_(kind), weekday_(named) {
  if (kind == DayKind::school_day) unknown_ = gaps_between(school_days_known(calendar));
  if (kind == DayKind::working_day) unknown_ = gaps_between(working_days_known(calendar));
}

bool KindOfDay::includes(sys_days day) const {
  switch (kind_) {
    case DayKind::day:
      return true;
    case DayKind::school_day:
      return calendar_->is_school_day(day);
    case DayKind::working_day:
      return calendar_->is_working_day(day);
    case DayKind::weekday:
      break;
  }
  return weekday(day) == weekday_;
}

std::string KindOfDay::reason_against(sys_days day) const {
  if (weekday(day).iso_encoding() > 5) return {};
  if (kind_ == DayKind::school_day) {
    const Term* term = calendar_->term_on(day);
    if (term == nullptr) return "outside the terms";
    if (term->half_term && term->half_term->contains(day)) return "half-term";
  }
  if (const auto* holiday = calendar_->bank_holiday_on(day)) return holiday->name;
  if (const auto* closure = calendar_->closure_on(day)) return closure->reason;
  return {};
}

const DayRange* KindOfDay::unknown_on(sys_days day) const {
  const auto found =
      std::find_if(unknown_.begin(), unknown_.end(), [&](const DayRange& range) { return range.contains(day); });
  return found != unknown_.end() ? &*found : nullptr;
}

std::string KindOfDay::what_is_missing(const DayRange& unknown) const {
  return kind_ == DayKind::school_day ? missing_terms(*calendar_, unknown) : missing_bank_holidays(unknown);
}

Count count_days(const KindOfDay& kind, sys_days anchor, int count) {
  const days step(count > 0 ? 1 : -1);
  Count result;
  result.left = std::abs(count);
  for (sys_days day = anchor + step;; day += step) {
    if (kind.unknown_on(day) != nullptr) {
      result.unknown_day = day;
      return result;
    }
    if (!kind.includes(day)) {
      result.passed_over.push_back({day, kind.reason_against(day)});
    } else if (--result.left == 0) {
      result.day = day;
      return result;
    }
  }
}

DayRange within_reach(DayRange anchors, const Offset& offset) {
  if (offset.count == 0) return anchors;
  if (offset.unit == OffsetUnit::days || offset.unit == OffsetUnit::weeks) {
    const days shift(offset.count * (offset.unit == OffsetUnit::weeks ? 7 : 1));
    return {anchors.first + shift, anchors.last + shift};
  }
  if (offset.count > 0) return {anchors.first, anchors.last + furthest(offset.count, offset.unit)};
  return {anchors.first - furthest(offset.count, offset.unit), anchors.last};
}

}  // namespace termwise::calendar
