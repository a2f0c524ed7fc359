// Which days are of a kind, of which days that can be told at all, and the n-th such day from an anchor.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "calendar/schedule_rule.h"
#include "calendar/school_calendar.h"
#include "calendar/wording.h"

namespace termwise::calendar {

// Both ends belong to it.
struct DayRange {
  std::chrono::sys_days first;
  std::chrono::sys_days last;
  bool contains(std::chrono::sys_days day) const { return first <= day && day <= last; }
  bool overlaps(const DayRange& other) const { return first <= other.last && other.first <= last; }
};

// Far enough from every date of a calendar to stand for "ever since" and "for ever".
inline constexpr std::chrono::sys_days kAlwaysBefore = std::chrono::year(1000) / std::chrono::January / 1;
inline constexpr std::chrono::sys_days kAlwaysAfter = std::chrono::year(9000) / std::chrono::January / 1;

// Borrows the calendar.
class KindOfDay {
 public:
  // The weekday counts for DayKind::weekday only.
  KindOfDay(const SchoolCalendar& calendar, DayKind kind, std::chrono::weekday weekday = {});

  bool includes(std::chrono::sys_days day) const;
  // Why the day is not included, for PassedOver.
  std::string reason_against(std::chrono::sys_days day) const;

  // The days of which nothing is known, in order, from kAlwaysBefore to kAlwaysAfter.
  const std::vector<DayRange>& unknown() const { return unknown_; }
  // The stretch of them in which the day lies, or null.
  const DayRange* unknown_on(std::chrono::sys_days day) const;
  // "the term dates of this Authority end on 2027-07-21; add the next year's terms".
  std::string what_is_missing(const DayRange& unknown) const;

 private:
  const SchoolCalendar* calendar_;
  DayKind kind_;
  std::chrono::weekday weekday_;
  std::vector<DayRange> unknown_;
};

// Where a count ended.
struct Count {
  std::optional<std::chrono::sys_days> day;  // none: it came to an unknown day
  std::chrono::sys_days unknown_day;         // then: that day
  int left = 0;                              // and how many were still to count
  std::vector<PassedOver> passed_over;
};

// The count-th day of the kind strictly after the anchor, or strictly before it if count is negative; not 0.
Count count_days(const KindOfDay& kind, std::chrono::sys_days anchor, int count);

// The days to which an anchor within `anchors` may lead, generously where days of a kind are counted.
DayRange within_reach(DayRange anchors, const Offset& offset);

}  // namespace termwise::calendar
