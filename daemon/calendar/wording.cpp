#include "calendar/wording.h"

#include <algorithm>
#include <type_traits>
#include <utility>
#include <variant>

#include <fmt/format.h>

#include "base/text.h"
#include "calendar/occurrences.h"

namespace termwise::calendar {
namespace {

using namespace std::chrono;

constexpr const char* kWeekdays[] = {"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"};
constexpr const char* kMonths[] = {"January", "February", "March",     "April",   "May",      "June",
                                   "July",    "August",   "September", "October", "November", "December"};

struct Spans {
  std::string reason;
  std::vector<std::pair<sys_days, sys_days>> spans;
};

// Whether only Saturdays and Sundays lie between the two.
bool follows(sys_days before, sys_days after) {
  for (sys_days day = before + days(1); day < after; day += days(1))
    if (weekday(day).iso_encoding() <= 5) return false;
  return true;
}

std::string clock(minutes time) {
  const hh_mm_ss parts(time);
  return fmt::format("{:02}:{:02}", parts.hours().count(), parts.minutes().count());
}

std::string kind_in_words(DayKind kind, weekday named) {
  switch (kind) {
    case DayKind::day:
      return "day";
    case DayKind::school_day:
      return "school day";
    case DayKind::working_day:
      return "working day";
    case DayKind::weekday:
      break;
  }
  return kWeekdays[named.c_encoding()];
}

// The day that an offset counts from.
std::string anchor_in_words(const DayOfMonth& day) {
  return fmt::format("the {} {} of each month", day.last ? "last" : "first", kind_in_words(day.kind, day.weekday));
}

std::string anchor_in_words(const TermAnchor& anchor) {
  const bool start = anchor.point == TermPoint::term_start || anchor.point == TermPoint::half_term_start;
  const bool half_term = anchor.point == TermPoint::half_term_start || anchor.point == TermPoint::half_term_end;
  const std::string of = anchor.term ? fmt::format("the {} {}", name(*anchor.term), half_term ? "half-term" : "term")
                                     : fmt::format("each {}", half_term ? "half-term" : "term");
  return fmt::format("the {} day of {}", start ? "first" : "last", of);
}

std::string anchor_in_words(const YearlyDate& date) {
  return fmt::format("{} {}", static_cast<unsigned>(date.day.day()),
                     kMonths[static_cast<unsigned>(date.day.month()) - 1]);
}

std::string anchor_in_words(const PublicationAnchor& anchor) {
  return fmt::format("the day on which {} is published", anchor.release);
}

// "3 school days before"; empty without an offset.
std::string offset_in_words(const Offset& offset) {
  if (offset.count == 0) return {};
  const int size = offset.count < 0 ? -offset.count : offset.count;
  constexpr const char* kUnits[] = {"day", "week", "school day", "working day"};
  return fmt::format("{} {}{} {}", size, kUnits[static_cast<std::size_t>(offset.unit)], size == 1 ? "" : "s",
                     offset.count < 0 ? "before" : "after");
}

}  // namespace

std::string month_in_words(year_month month) {
  return fmt::format("{} {}", kMonths[static_cast<unsigned>(month.month()) - 1], static_cast<int>(month.year()));
}

std::string day_in_words(sys_days day) {
  const year_month_day date(day);
  return fmt::format("{} {} {}", kWeekdays[weekday(day).c_encoding()], static_cast<unsigned>(date.day()),
                     month_in_words(date.year() / date.month()));
}

std::string span_in_words(sys_days first, sys_days last) {
  return first == last ? day_in_words(first) : fmt::format("{} to {}", day_in_words(first), day_in_words(last));
}

std::string passed_over_in_words(std::vector<PassedOver> days) {
  std::sort(days.begin(), days.end(), [](const PassedOver& a, const PassedOver& b) { return a.day < b.day; });
  bool weekends = false;
  std::vector<Spans> reasons;
  for (const PassedOver& passed : days) {
    if (passed.reason.empty()) {
      weekends = true;
      continue;
    }
    auto known =
        std::find_if(reasons.begin(), reasons.end(), [&](const Spans& s) { return s.reason == passed.reason; });
    if (known == reasons.end()) known = reasons.insert(reasons.end(), Spans{passed.reason, {}});
    if (!known->spans.empty() && follows(known->spans.back().second, passed.day))
      known->spans.back().second = passed.day;
    else
      known->spans.emplace_back(passed.day, passed.day);
  }
  std::vector<std::string> items;
  if (weekends) items.emplace_back("Saturdays and Sundays");
  for (const auto& [reason, spans] : reasons) {
    std::vector<std::string> words;
    for (const auto& [first, last] : spans) words.push_back(span_in_words(first, last));
    items.push_back(fmt::format("{} ({})", listed(words), reason));
  }
  return listed(items);
}

std::string_view occasion_in_words(const ScheduleRule& rule) {
  if (std::holds_alternative<EveryIngest>(rule.anchor)) return "whenever a file with this LA's schools has been loaded";
  if (std::holds_alternative<EveryRun>(rule.anchor)) return "whenever a scheduled job of this LA has succeeded";
  return {};
}

std::string rule_in_words(const ScheduleRule& rule) {
  const auto words = [&](const auto& anchor) -> std::string {
    using Anchor = std::decay_t<decltype(anchor)>;
    if constexpr (std::is_same_v<Anchor, EveryIngest> || std::is_same_v<Anchor, EveryRun>) {
      return std::string(occasion_in_words(rule));
    } else if constexpr (std::is_same_v<Anchor, EveryDay>) {
      return fmt::format("every {} at {}", kind_in_words(anchor.kind, anchor.weekday), clock(rule.time));
    } else {
      const std::string offset = offset_in_words(rule.offset);
      return fmt::format("{} {} at {}", offset.empty() ? "on" : offset, anchor_in_words(anchor), clock(rule.time));
    }
  };
  return std::visit(words, rule.anchor);
}

std::string time_in_words(sys_days day, minutes time_of_day) {
  const sys_seconds due = london_instant(day, time_of_day);
  const sys_days utc_day = floor<days>(due);
  const std::string utc = clock(duration_cast<minutes>(due - utc_day));
  if (utc_day == day) return fmt::format("{} in London is {} UTC.", clock(time_of_day), utc);
  return fmt::format("{} in London is {} UTC on {}.", clock(time_of_day), utc, day_in_words(utc_day));
}

}  // namespace termwise::calendar
