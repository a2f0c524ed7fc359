// libical is seen by this file only. It reads the lines that say what an event is and when; nothing of it is asked to
// repeat an event or to find a time zone.
#include "settings/icalendar.h"

#include <libical/ical.h>

#include <algorithm>
#include <memory>
#include <mutex>

#include <fmt/format.h>

#include "base/text.h"
#include "base/visible_text.h"
#include "calendar/london.h"
#include "settings/icalendar_lines.h"
#include "settings/settings.h"
#include "settings/table_reader.h"

namespace termwise::settings {
namespace {

using calendar::Date;
using std::chrono::days;
using std::chrono::sys_days;

struct FreeComponent {
  void operator()(icalcomponent* component) const { icalcomponent_free(component); }
};
using Component = std::unique_ptr<icalcomponent, FreeComponent>;

// The part of libical's state that its threads share: one reader at a time, whichever worker loads a configuration.
std::mutex& libical_mutex() {
  static std::mutex mutex;
  return mutex;
}

class EventReader {
 public:
  EventReader(const EventLines& lines, const std::string& file, Report& report)
      : lines_(lines), file_(file), report_(report) {}

  // Empty for an event that is cancelled or has an error; `wrong` tells which.
  std::optional<CalendarEvent> read() {
    std::string text = "BEGIN:VEVENT\r\n";
    for (const auto& [name, line] : lines_.lines)
      if (name == "SUMMARY" || name == "DTSTART" || name == "DTEND" || name == "DURATION" || name == "STATUS")
        text += line.text + "\r\n";
    text += "END:VEVENT\r\n";
    event_ = Component(icalcomponent_new_from_string(text.c_str()));
    if (!event_) return refused("SUMMARY", "this event cannot be read. Get the file again, or mend the event.");
    if (icalproperty* status = find(ICAL_STATUS_PROPERTY);
        status != nullptr && icalproperty_get_status(status) == ICAL_STATUS_CANCELLED)
      return std::nullopt;
    if (!lines_.twice.empty())
      return refused(lines_.twice, fmt::format("this event has {} twice. Remove one of the two.", lines_.twice));
    for (const char* name : {"RRULE", "RDATE", "EXRULE", "RECURRENCE-ID"})
      if (lines_.lines.count(name) != 0)
        return refused(name,
                       "this event repeats, and term dates do not. Write each of its days as an event of its own.");
    return read_days();
  }

  bool wrong = false;

 private:
  Location place(const std::string& name) const {
    const auto found = lines_.lines.find(name);
    return {file_, found == lines_.lines.end() ? lines_.line : found->second.line, 1};
  }

  std::nullopt_t refused(const std::string& name, std::string message) {
    report_.error(place(name), std::move(message));
    wrong = true;
    return std::nullopt;
  }

  icalproperty* find(icalproperty_kind kind) { return icalcomponent_get_first_property(event_.get(), kind); }

  std::optional<CalendarEvent> read_days() {
    const auto title = read_title();
    if (!title) return std::nullopt;
    if (lines_.lines.count("DTSTART") == 0)
      return refused(
          "SUMMARY",
          fmt::format("the event {} has no DTSTART. Add its first day: DTSTART;VALUE=DATE:20260902.", quote(*title)));
    const auto first = read_date("DTSTART", ICAL_DTSTART_PROPERTY, *title);
    if (!first) return std::nullopt;
    const auto last = read_last(*first, *title);
    if (!last) return std::nullopt;
    const std::string end_line = lines_.lines.count("DTEND") != 0      ? "DTEND"
                                 : lines_.lines.count("DURATION") != 0 ? "DURATION"
                                                                       : "SUMMARY";
    return CalendarEvent{*title, {*first, *last}, place("SUMMARY"), place("DTSTART"), place(end_line)};
  }

  std::optional<std::string> read_title() {
    icalproperty* property = find(ICAL_SUMMARY_PROPERTY);
    const char* written = property == nullptr ? nullptr : icalproperty_get_summary(property);
    const std::string title(trim(written == nullptr ? std::string_view() : std::string_view(written)));
    if (title.empty())
      return refused("SUMMARY", "this event has no title. Add a SUMMARY that says what it is, or remove it.");
    if (const auto hidden = hidden_character(title))
      return refused("SUMMARY", fmt::format("the character {}, which nobody sees, stands in the title of this event. "
                                            "Write the title again.",
                                            *hidden));
    if (title.size() > kLongestEventName)
      return refused("SUMMARY", fmt::format("the title of this event, {}, is longer than {}. Shorten it.", quote(title),
                                            counted(kLongestEventName, "byte", "bytes")));
    return title;
  }

  std::optional<Date> read_date(const char* name, icalproperty_kind kind, const std::string& title) {
    icalproperty* property = find(kind);
    const icalvalue* value = property == nullptr ? nullptr : icalproperty_get_value(property);
    const std::string& line = lines_.lines.at(name).text;
    const std::string_view written = std::string_view(line).substr(line.rfind(':') + 1);
    if (value != nullptr && icalvalue_isa(value) == ICAL_DATETIME_VALUE && written.find('T') != std::string_view::npos)
      return refused(name,
                     fmt::format("the event {} has a time of day, {}, and term dates are whole days. Write the day "
                                 "alone: {};VALUE=DATE:20260902.",
                                 quote(title), quote(trim(written)), name));
    const auto date = date_of(value, trim(written));
    if (!date)
      return refused(name,
                     fmt::format("the {} of the event {} is {}, which is not a day of the calendar. Write it like "
                                 "{};VALUE=DATE:20260902.",
                                 name, quote(title), quote(trim(written)), name));
    if (*date < kFirstDate || kLastDate < *date)
      return refused(name, fmt::format("the {} of the event {} is {}, and must be from {} to {}. Correct it.", name,
                                       quote(title), calendar::to_string(*date), calendar::to_string(kFirstDate),
                                       calendar::to_string(kLastDate)));
    return date;
  }

  // libical takes 20260231 for a date and reads digits until there are none, so what it read is held against the text.
  static std::optional<Date> date_of(const icalvalue* value, std::string_view written) {
    if (value == nullptr || icalvalue_isa(value) != ICAL_DATE_VALUE) return std::nullopt;
    const icaltimetype time = icalvalue_get_date(value);
    if (written != fmt::format("{:04}{:02}{:02}", time.year, time.month, time.day) || time.month < 1 || time.day < 1)
      return std::nullopt;
    const Date date{std::chrono::year(time.year), std::chrono::month(static_cast<unsigned>(time.month)),
                    std::chrono::day(static_cast<unsigned>(time.day))};
    return date.ok() ? std::optional(date) : std::nullopt;
  }

  // The last day of the event: DTEND is the day after it (RFC 5545, 3.6.1); without one the event is one day.
  std::optional<Date> read_last(Date first, const std::string& title) {
    const bool has_end = lines_.lines.count("DTEND") != 0;
    const bool has_duration = lines_.lines.count("DURATION") != 0;
    if (has_end && has_duration)
      return refused("DURATION",
                     fmt::format("the event {} has both DTEND and DURATION. Remove one of the two.", quote(title)));
    std::optional<sys_days> after = sys_days(first) + days(1);
    const char* name = has_duration ? "DURATION" : "DTEND";
    if (has_end) {
      const auto end = read_date(name, ICAL_DTEND_PROPERTY, title);
      if (!end) return std::nullopt;
      after = sys_days(*end);
    } else if (has_duration) {
      const auto length = read_duration();
      if (!length)
        return refused(name, fmt::format("the DURATION of the event {} is not a number of days. Write it like P5D.",
                                         quote(title)));
      after = sys_days(first) + *length;
    }
    if (*after <= sys_days(first))
      return refused(name,
                     fmt::format("the event {} ends before it has begun: its DTEND {} is not after its first day {}. "
                                 "DTEND is the day after the last one; for one day write {}, or no DTEND.",
                                 quote(title), calendar::to_string(*after), calendar::to_string(first),
                                 calendar::to_string(sys_days(first) + days(1))));
    if (*after - sys_days(first) > days(kLongestEventDays))
      return refused(name, fmt::format("the event {} lasts more than {} days. Correct its dates.", quote(title),
                                       kLongestEventDays));
    return Date(*after - days(1));
  }

  std::optional<days> read_duration() {
    icalproperty* property = find(ICAL_DURATION_PROPERTY);
    if (property == nullptr) return std::nullopt;
    const icaldurationtype length = icalproperty_get_duration(property);
    if (length.is_neg != 0 || length.hours != 0 || length.minutes != 0 || length.seconds != 0) return std::nullopt;
    if (length.weeks > kLongestEventDays || length.days > kLongestEventDays) return days(kLongestEventDays + 1);
    const days whole(7 * static_cast<int>(length.weeks) + static_cast<int>(length.days));
    return whole.count() > 0 ? std::optional(whole) : std::nullopt;
  }

  const EventLines& lines_;
  const std::string& file_;
  Report& report_;
  Component event_;
};

}  // namespace

std::optional<std::vector<CalendarEvent>> read_icalendar(std::string_view content, const std::string& file,
                                                         Report& report) {
  const auto found = event_lines(content, file);
  if (!found) {
    report.error(*found.error().where, found.error().message);
    return std::nullopt;
  }
  const std::lock_guard lock(libical_mutex());
  icalerror_set_errors_are_fatal(0);
  std::vector<CalendarEvent> events;
  std::size_t wrong = 0;
  for (const auto& lines : *found) {
    EventReader reader(lines, file, report);
    if (auto event = reader.read()) events.push_back(std::move(*event));
    if (!reader.wrong || ++wrong < kMaximumEventErrors) continue;
    report.error(Location{file, lines.line, 1}, "more events of this file were not read. Mend those above first.");
    break;
  }
  if (wrong > 0) return std::nullopt;
  return events;
}

}  // namespace termwise::settings
