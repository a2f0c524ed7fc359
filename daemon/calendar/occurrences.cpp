#include "calendar/occurrences.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

#include <fmt/format.h>

#include "base/text.h"
#include "calendar/day_steps.h"
#include "calendar/london.h"
#include "calendar/wording.h"

namespace termwise::calendar {
namespace {

using namespace std::chrono;

// A publisher's next release of the same dataset is expected a year after the last.
constexpr days kPublicationYear{366};

struct Anchor {
  std::string period;
  sys_days day;
  std::string why;  // a sentence
};

// The days on which something at that time of day is due in [from, to); its end may lie before its beginning.
DayRange days_due(sys_seconds from, sys_seconds to, minutes time) {
  const auto first_not_before = [&](sys_seconds instant) {
    sys_days day = floor<days>(instant) - days(1);
    while (london_instant(day, time) < instant) day += days(1);
    return day;
  };
  return {first_not_before(from), first_not_before(to) - days(1)};
}

DayKind kind_of(OffsetUnit unit) {
  return unit == OffsetUnit::school_days ? DayKind::school_day : DayKind::working_day;
}

bool counts_kind(const Offset& offset) {
  return offset.count != 0 && (offset.unit == OffsetUnit::school_days || offset.unit == OffsetUnit::working_days);
}

std::string in_words(const Offset& offset) {
  constexpr const char* kOne[] = {"day", "week", "school day", "working day"};
  constexpr const char* kMany[] = {"days", "weeks", "school days", "working days"};
  const auto unit = static_cast<std::size_t>(offset.unit);
  return counted(std::abs(offset.count), kOne[unit], kMany[unit]) + (offset.count > 0 ? " on" : " back");
}

std::string in_words(DayKind kind, sys_days day) {
  switch (kind) {
    case DayKind::school_day:
      return "school day";
    case DayKind::working_day:
      return "working day";
    case DayKind::day:
      return "day";
    case DayKind::weekday:
      break;
  }
  const std::string words = day_in_words(day);
  return words.substr(0, words.find(' '));
}

std::string in_words(const Term& term) {
  std::string word(name(term.name));
  word.front() = static_cast<char>(word.front() - 'a' + 'A');
  return fmt::format("{} term {}", word, term.year.label());
}

// Collects what comes of one rule in one window. A later anchor never leads to an earlier day, so what is found in the
// order of anchors is in the order of time.
class Planner {
 public:
  Planner(const ScheduleRule& rule, const SchoolCalendar& calendar, sys_seconds from, sys_seconds to)
      : rule_(rule),
        calendar_(calendar),
        window_(days_due(from, to, rule.time)),
        counted_(calendar, kind_of(rule.offset.unit)) {}

  Occurrences plan() {
    if (window_.first <= window_.last) std::visit([this](const auto& anchor) { expand(anchor); }, rule_.anchor);
    return std::move(found_);
  }

 private:
  void expand(const EveryIngest&) {}
  void expand(const EveryRun&) {}
  void expand(const EveryDay& every);
  void expand(const DayOfMonth& wanted);
  void expand(const TermAnchor& wanted);
  void expand(const YearlyDate& yearly);
  void expand(const PublicationAnchor& wanted);

  void place(const Anchor& anchor);
  DayRange anchors_to_search() const;
  bool may_be_due(const DayRange& anchors) const { return within_reach(anchors, rule_.offset).overlaps(window_); }
  // Whether unknown days hide such anchors of something that might be due.
  bool hides(const DayRange& unknown, const DayRange& anchors) const {
    return may_be_due(anchors) && (unknown.first != kAlwaysBefore || unknown.overlaps(window_));
  }
  void tell_unknown(std::string_view what, const KindOfDay& kind, const DayRange& unknown);

  const ScheduleRule& rule_;
  const SchoolCalendar& calendar_;
  DayRange window_;
  KindOfDay counted_;  // by the offset, if it counts a kind of day
  Occurrences found_;
};

void Planner::place(const Anchor& anchor) {
  const Offset& offset = rule_.offset;
  sys_days day = anchor.day;
  std::vector<std::string> why{anchor.why};
  if (counts_kind(offset)) {
    Count count = count_days(counted_, anchor.day, offset.count);
    if (!count.day) {
      const Offset rest{offset.count > 0 ? count.left : -count.left, offset.unit};
      if (within_reach({count.unknown_day, count.unknown_day}, rest).overlaps(window_))
        found_.unplaced.push_back(
            {anchor.period, fmt::format("{} Counting {} from there is not possible: {}.", anchor.why, in_words(offset),
                                        counted_.what_is_missing(*counted_.unknown_on(count.unknown_day)))});
      return;
    }
    day = *count.day;
    const std::string passed = passed_over_in_words(std::move(count.passed_over));
    why.push_back(fmt::format("Counting {}{} gives {}.", in_words(offset),
                              passed.empty() ? "" : fmt::format(", passing over {},", passed), day_in_words(day)));
  } else if (offset.count != 0) {
    day = within_reach({day, day}, offset).first;
    why.push_back(fmt::format("Counting {} gives {}.", in_words(offset), day_in_words(day)));
  }
  if (!window_.contains(day)) return;
  why.push_back(time_in_words(day, rule_.time));
  found_.placed.push_back({anchor.period, london_instant(day, rule_.time), std::move(why)});
}

// An anchor whose offset leads into the window and can be counted lies in the known days or next to them, whatever the
// calendar's holidays are; the generous reach beside them serves only to tell what cannot be counted.
DayRange Planner::anchors_to_search() const {
  const Offset back{-rule_.offset.count, rule_.offset.unit};
  DayRange range = within_reach(window_, back);
  if (counts_kind(rule_.offset)) {
    range.first = std::min(range.first, counted_.unknown().front().last);
    range.last = std::max(range.last, counted_.unknown().back().first);
  }
  return range;
}

void Planner::tell_unknown(std::string_view what, const KindOfDay& kind, const DayRange& unknown) {
  std::string when;
  if (unknown.first == kAlwaysBefore && unknown.last == kAlwaysAfter)
    when = "";
  else if (unknown.first == kAlwaysBefore)
    when = " before " + day_in_words(unknown.last + days(1));
  else if (unknown.last == kAlwaysAfter)
    when = fmt::format(" from {} on", day_in_words(unknown.first));
  else
    when = fmt::format(" from {}", span_in_words(unknown.first, unknown.last));
  found_.unplaced.push_back(
      {"", fmt::format("{}{} cannot be planned: {}.", what, when, kind.what_is_missing(unknown))});
}

void Planner::expand(const EveryDay& every) {
  const KindOfDay kind(calendar_, every.kind, every.weekday);
  for (const auto& unknown : kind.unknown())
    if (unknown.overlaps(window_))
      tell_unknown(every.kind == DayKind::school_day ? "School days" : "Working days", kind, unknown);
  for (sys_days day = window_.first; day <= window_.last; day += days(1)) {
    if (kind.unknown_on(day) != nullptr || !kind.includes(day)) continue;
    const std::string words = day_in_words(day);
    const bool by_name = every.kind == DayKind::day || every.kind == DayKind::weekday;
    place({to_string(Date(day)), day,
           by_name ? fmt::format("The rule names every {}; this one is {}.", in_words(every.kind, day), words)
                   : fmt::format("{} is a {}.", words, in_words(every.kind, day))});
  }
}

void Planner::expand(const DayOfMonth& wanted) {
  const KindOfDay kind(calendar_, wanted.kind, wanted.weekday);
  const bool by_name = wanted.kind == DayKind::day || wanted.kind == DayKind::weekday;
  const DayRange search = anchors_to_search();
  const DayRange* told = nullptr;
  const Date first_date(search.first);
  for (year_month month = first_date.year() / first_date.month(); sys_days(month / 1) <= search.last;
       month += months(1)) {
    const DayRange range{sys_days(month / 1), sys_days(month / last)};
    const days step(wanted.last ? -1 : 1);
    std::vector<PassedOver> passed_over;
    for (sys_days day = wanted.last ? range.last : range.first; range.contains(day); day += step) {
      if (const DayRange* unknown = kind.unknown_on(day)) {
        if (unknown != told && hides(*unknown, range)) {
          tell_unknown("Months", kind, *unknown);
          told = unknown;
        }
        break;
      }
      if (!kind.includes(day)) {
        if (!by_name) passed_over.push_back({day, kind.reason_against(day)});
        continue;
      }
      const std::string passed = passed_over_in_words(std::move(passed_over));
      place({to_string(Date(day)).substr(0, 7), day,
             fmt::format("The {} {} of {}{} is {}.", wanted.last ? "last" : "first", in_words(wanted.kind, day),
                         month_in_words(month), passed.empty() ? "" : fmt::format(", passing over {},", passed),
                         day_in_words(day))});
      break;
    }
  }
}

void Planner::expand(const TermAnchor& wanted) {
  for (const auto& term : calendar_.terms()) {
    if (wanted.term && *wanted.term != term.name) continue;
    const std::string period = fmt::format("{} {}", name(term.name), term.year.label());
    const bool half = wanted.point == TermPoint::half_term_start || wanted.point == TermPoint::half_term_end;
    if (half && !term.half_term) {
      if (may_be_due({sys_days(term.days.first), sys_days(term.days.last)}))
        found_.unplaced.push_back(
            {period, fmt::format("{} has no half-term in the calendar of this Authority; add its first and last day.",
                                 in_words(term))});
      continue;
    }
    const bool start = wanted.point == TermPoint::term_start || wanted.point == TermPoint::half_term_start;
    const DateSpan& span = half ? *term.half_term : term.days;
    const sys_days day = start ? span.first : span.last;
    place({period, day,
           fmt::format("{}{} {} on {}.", half ? "The half-term of " : "", in_words(term), start ? "begins" : "ends",
                       day_in_words(day))});
  }
  const KindOfDay school_days(calendar_, DayKind::school_day);
  for (const auto& unknown : school_days.unknown())
    if (hides(unknown, unknown)) tell_unknown("Terms", school_days, unknown);
}

void Planner::expand(const YearlyDate& yearly) {
  const DayRange search = anchors_to_search();
  for (year y = Date(search.first).year(); y <= Date(search.last).year(); ++y) {
    const Date date = y / yearly.day;
    place({to_string(date), date, fmt::format("The yearly date is {}.", day_in_words(date))});
  }
}

void Planner::expand(const PublicationAnchor& wanted) {
  const Publication* latest = nullptr;
  for (const auto& publication : calendar_.publications()) {
    if (publication.release != wanted.release) continue;
    latest = &publication;
    const std::string period = fmt::format("{} {}", publication.release, publication.year.label());
    place({period, publication.day, fmt::format("{} is published on {}.", period, day_in_words(publication.day))});
  }
  if (latest == nullptr)
    found_.unplaced.push_back(
        {"", fmt::format("No date is known on which {} is published; add its publications.", wanted.release)});
  else if (may_be_due({sys_days(latest->day) + kPublicationYear, kAlwaysAfter}))
    found_.unplaced.push_back(
        {"", fmt::format("The last publication of {} that is known, of the results of {}, is on {}; "
                         "add the next.",
                         wanted.release, latest->year.label(), day_in_words(latest->day))});
}

}  // namespace

sys_seconds london_instant(Date date, minutes time_of_day) {
  // Both changes of clocks are at 01:00 UTC, and the time is not between 01:00 and 01:59 in London: it is on the same side
  // of the change whether it is read as London's or as UTC.
  const sys_seconds as_if_utc = sys_days(date) + time_of_day;
  return as_if_utc - london_offset(as_if_utc);
}

Occurrences occurrences(const ScheduleRule& rule, const SchoolCalendar& calendar, sys_seconds from, sys_seconds to) {
  return Planner(rule, calendar, from, to).plan();
}

}  // namespace termwise::calendar
