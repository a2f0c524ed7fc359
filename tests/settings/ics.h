// iCalendar files for tests, written as publishers write them.
#pragma once

#include <string>
#include <vector>

namespace termwise::settings::test {

// A property's lines, without their ends: {"SUMMARY:Autumn term", "DTSTART;VALUE=DATE:20260902"}.
using Lines = std::vector<std::string>;

inline std::string ics(const std::vector<Lines>& events, const std::string& line_end = "\r\n") {
  std::string text =
      "BEGIN:VCALENDAR" + line_end + "VERSION:2.0" + line_end + "PRODID:-//Example//Term dates//EN" + line_end;
  for (const auto& event : events) {
    text += "BEGIN:VEVENT" + line_end;
    for (const auto& line : event) text += line + line_end;
    text += "END:VEVENT" + line_end;
  }
  return text + "END:VCALENDAR" + line_end;
}

// An event of whole days; `end` is the day after the last, as DTEND is, or empty for one day.
inline Lines whole_days(const std::string& title, const std::string& start, const std::string& end = "") {
  Lines lines{"UID:" + title + start + "@example.invalid", "DTSTAMP:20260101T000000Z", "SUMMARY:" + title,
              "DTSTART;VALUE=DATE:" + start};
  if (!end.empty()) lines.push_back("DTEND;VALUE=DATE:" + end);
  return lines;
}

}  // namespace termwise::settings::test
