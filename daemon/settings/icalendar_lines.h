// An iCalendar file's content lines and the nesting of its components, with their places. This is what decides which
// lines libical sees: those of an event that say what it is and when, and no more of them than the limits allow.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace termwise::settings {

struct ContentLine {
  std::string text;        // unfolded
  std::uint32_t line = 0;  // its first
};

struct EventLines {
  std::uint32_t line = 0;                    // of BEGIN:VEVENT
  std::map<std::string, ContentLine> lines;  // by name in capitals: those that are read, and those that are refused
  std::string twice;                         // the name of the first that stands there a second time; empty: none
};

// Whether a line of that name matters: what and when an event is, and whether it comes more than once.
bool is_read_line(std::string_view name);

// The events that stand directly in a VCALENDAR. Error (exit 78, located): no UTF-8 text, no iCalendar, a line that is
// neither a property nor a continuation, components that are not closed or not in their order, or a limit.
Result<std::vector<EventLines>> event_lines(std::string_view content, const std::string& file);

}  // namespace termwise::settings
