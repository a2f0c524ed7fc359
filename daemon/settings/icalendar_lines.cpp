#include "settings/icalendar_lines.h"

#include <algorithm>
#include <array>
#include <optional>

#include <fmt/format.h>

#include "base/text.h"
#include "settings/icalendar.h"
#include "settings/text_file.h"

namespace termwise::settings {
namespace {

constexpr std::array<std::string_view, 9> kReadLines{"SUMMARY", "DTSTART", "DTEND",  "DURATION",     "STATUS",
                                                     "RRULE",   "RDATE",   "EXRULE", "RECURRENCE-ID"};
constexpr std::string_view kCalendar = "VCALENDAR";
constexpr std::string_view kEvent = "VEVENT";

bool is_name(std::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
}

struct Open {
  std::string name;
  std::uint32_t line = 0;
};

class LineReader {
 public:
  LineReader(std::string_view content, const std::string& file) : content_(content), file_(file) {}

  Result<std::vector<EventLines>> read() {
    TERMWISE_CHECK(check_text_file(content_, file_));
    if (content_.starts_with("\xEF\xBB\xBF")) content_.remove_prefix(3);
    TERMWISE_CHECK(check_line_ends());
    while (next_line()) {
      if (!trim(current_.text).empty()) TERMWISE_CHECK(take());
    }
    if (!any_) return error(1, "this file is empty. Get it again, or remove it.");
    if (!open_.empty())
      return error(line_ == 0 ? 1 : line_,
                   fmt::format("this file ends within the {} that begins on line {}: it was cut short. Get it again.",
                               open_.back().name, open_.back().line));
    return std::move(events_);
  }

 private:
  Error error(std::uint32_t line, std::string message) const {
    return {ExitCode::configuration, std::move(message), Location{file_, line, 1}};
  }

  Result<void> check_line_ends() const {
    for (std::size_t at = content_.find('\r'); at != std::string_view::npos; at = content_.find('\r', at + 1))
      if (at + 1 == content_.size() || content_[at + 1] != '\n')
        return Error{
            ExitCode::configuration,
            "a carriage return without a line feed stands here. Save the file with Windows (CRLF) or Unix (LF) "
            "line ends.",
            place_of(content_, at, file_)};
    return {};
  }

  // A physical line without its end.
  std::string_view take_physical() {
    const std::size_t end = std::min(content_.find('\n'), content_.size());
    std::string_view line = content_.substr(0, end);
    content_.remove_prefix(std::min(end + 1, content_.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    ++line_;
    return line;
  }

  // One content line, unfolded (RFC 5545, 3.1): one that begins with a blank continues the line before.
  bool next_line() {
    if (content_.empty()) return false;
    current_ = {std::string(take_physical()), line_};
    while (!content_.empty() && (content_.front() == ' ' || content_.front() == '\t'))
      current_.text += take_physical().substr(1);
    return true;
  }

  Result<void> take() {
    const std::string_view text = current_.text;
    const std::size_t end = text.find_first_of(":;");
    const std::string_view written = text.substr(0, std::min(end, text.size()));
    if (end == std::string_view::npos || !is_name(written)) {
      if (!any_) return not_icalendar();
      return error(
          current_.line,
          fmt::format("this line, {}, is neither 'NAME:value' nor the rest of the line before, which would begin "
                      "with a blank. Get the file again, or mend the line.",
                      quote(text)));
    }
    const std::string name = to_upper_ascii(written);
    const bool begins = name == "BEGIN";
    if (!any_ && !begins) return not_icalendar();
    any_ = true;
    if (begins || name == "END") {
      const std::string component = to_upper_ascii(trim(text.substr(end + 1)));
      return begins ? open(component) : close(component);
    }
    if (open_.empty())
      return error(current_.line, "this line stands outside BEGIN:VCALENDAR and END:VCALENDAR. Get the file again.");
    if (in_event() && is_read_line(name)) return keep(name);
    return {};
  }

  Error not_icalendar() const {
    return error(
        current_.line,
        "this is no iCalendar file: it does not begin with BEGIN:VCALENDAR. Put the publisher's .ics file here.");
  }

  bool in_event() const { return open_.size() == 2 && open_.back().name == kEvent; }

  Result<void> open(const std::string& name) {
    if (open_.empty() && name != kCalendar) return not_icalendar();
    if (open_.size() == kMaximumIcalendarNesting)
      return error(current_.line, fmt::format("components are nested more than {} deep here, which term dates never "
                                              "need. Get the file again.",
                                              kMaximumIcalendarNesting));
    if (!open_.empty() && (name == kCalendar || (name == kEvent && open_.size() != 1)))
      return error(current_.line,
                   fmt::format("a {} begins here within the {} of line {}, which has no END. Get the file "
                               "again, or add the line.",
                               name, open_.back().name, open_.back().line));
    open_.push_back({name, current_.line});
    if (!in_event()) return {};
    if (events_.size() == kMaximumEvents)
      return error(current_.line,
                   fmt::format("this file has more than {}, which term dates never need. Get a file that "
                               "has term dates only.",
                               counted(kMaximumEvents, "event", "events")));
    events_.push_back({current_.line, {}, {}});
    return {};
  }

  Result<void> close(const std::string& name) {
    if (open_.empty() || open_.back().name != name)
      return error(current_.line,
                   open_.empty()
                       ? fmt::format("END:{} stands here, and nothing is open. Get the file again.", quote(name))
                       : fmt::format("END:{} stands here, and the {} of line {} is open. Get the file "
                                     "again, or mend its lines.",
                                     quote(name), quote(open_.back().name), open_.back().line));
    open_.pop_back();
    return {};
  }

  Result<void> keep(const std::string& name) {
    if (current_.text.size() > kLongestEventLine)
      return error(current_.line, fmt::format("this {} has more than {}. Shorten it.", name,
                                              counted(kLongestEventLine, "byte", "bytes")));
    EventLines& event = events_.back();
    if (!event.lines.emplace(name, current_).second && event.twice.empty()) event.twice = name;
    return {};
  }

  std::string_view content_;
  const std::string& file_;
  ContentLine current_;
  std::uint32_t line_ = 0;
  bool any_ = false;
  std::vector<Open> open_;
  std::vector<EventLines> events_;
};

}  // namespace

bool is_read_line(std::string_view name) {
  return std::find(kReadLines.begin(), kReadLines.end(), name) != kReadLines.end();
}

Result<std::vector<EventLines>> event_lines(std::string_view content, const std::string& file) {
  return LineReader(content, file).read();
}

}  // namespace termwise::settings
