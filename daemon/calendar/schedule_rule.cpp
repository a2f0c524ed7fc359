#include "calendar/schedule_rule.h"

#include <utility>
#include <vector>

#include <fmt/format.h>

#include "calendar/rule_reader.h"

namespace termwise::calendar {
namespace {

using namespace std::chrono;

using Anchor = decltype(ScheduleRule::anchor);

constexpr int kLargestOffset = 366;

const std::vector<std::string> kTerms = {"autumn", "spring", "summer", "term"};
const std::vector<std::string> kMonths = {"January", "February", "March",     "April",   "May",      "June",
                                          "July",    "August",   "September", "October", "November", "December"};
// In the order that kind_at understands.
const std::vector<std::string> kDays = {"day",       "school-day", "working-day", "monday",   "tuesday",
                                        "wednesday", "thursday",   "friday",      "saturday", "sunday"};

struct Kind {
  DayKind kind = DayKind::day;
  weekday named;
};

Kind kind_at(std::size_t index_of_days) {
  if (index_of_days == 0) return {DayKind::day, {}};
  if (index_of_days == 1) return {DayKind::school_day, {}};
  if (index_of_days == 2) return {DayKind::working_day, {}};
  return {DayKind::weekday, weekday(static_cast<unsigned>(index_of_days) - 2)};  // 1 is Monday, 7 is Sunday
}

std::optional<TermName> term_at(std::size_t index_of_terms) {
  if (index_of_terms == 3) return std::nullopt;
  return static_cast<TermName>(index_of_terms);
}

std::optional<Anchor> read_every(RuleReader& reader) {
  std::vector<std::string> known = kDays;
  known.insert(known.end(), {"ingest", "run"});
  const auto word = reader.need_word(
      known, "After 'every' write ingest, run, day, school-day, working-day, or a day of the week such as monday.");
  if (!word) return std::nullopt;
  if (known[*word] == "ingest") return EveryIngest{};
  if (known[*word] == "run") return EveryRun{};
  const Kind kind = kind_at(*word);
  return EveryDay{kind.kind, kind.named};
}

std::optional<Anchor> read_day_of_month(RuleReader& reader, bool last) {
  const auto word =
      reader.need_word(kDays,
                       "After 'first' or 'last' write day, school-day, working-day, or a day of the week, "
                       "as in first monday of month.");
  if (!word) return std::nullopt;
  const char* const expected = "Write 'of month' after the day, as in first working-day of month.";
  if (!reader.need_word({"of"}, expected) || !reader.need_word({"month"}, expected)) return std::nullopt;
  const Kind kind = kind_at(*word);
  return DayOfMonth{last, kind.kind, kind.named};
}

std::optional<Anchor> read_publication(RuleReader& reader) {
  const char* const expected = "Write the name of a release in brackets, as in published(ks2-revised).";
  if (!reader.need('(', expected)) return std::nullopt;
  auto release = reader.need_release();
  if (!release || !reader.need(')', expected)) return std::nullopt;
  return PublicationAnchor{*std::move(release)};
}

std::optional<bool> read_is_end(RuleReader& reader) {
  const auto point = reader.need_word({"start", "end"}, "Write start or end after the full stop, as in autumn.start.");
  if (!point) return std::nullopt;
  return *point == 1;
}

std::optional<Anchor> read_half_term(RuleReader& reader) {
  const char* const expected = "Write autumn, spring, summer or term in brackets, as in half-term(spring).";
  if (!reader.need('(', expected)) return std::nullopt;
  const auto term = reader.need_word(kTerms, expected);
  if (!term || !reader.need(')', expected)) return std::nullopt;
  if (!reader.take('.')) return TermAnchor{term_at(*term), TermPoint::half_term_start};
  const auto end = read_is_end(reader);
  if (!end) return std::nullopt;
  return TermAnchor{term_at(*term), *end ? TermPoint::half_term_end : TermPoint::half_term_start};
}

std::optional<Anchor> read_term(RuleReader& reader, std::size_t term) {
  if (!reader.need('.', "Write .start or .end after the term, as in autumn.start.")) return std::nullopt;
  const auto end = read_is_end(reader);
  if (!end) return std::nullopt;
  return TermAnchor{term_at(term), *end ? TermPoint::term_end : TermPoint::term_start};
}

std::optional<Anchor> read_yearly_date(RuleReader& reader) {
  const auto number = reader.need_number(1, 31, "Write a date as its day and month, as in 31 December.");
  if (!number) return std::nullopt;
  const auto word = reader.need_word(kMonths, "After the day write a month with a capital, as in 31 December.");
  if (!word) return std::nullopt;
  const month_day date{month(static_cast<unsigned>(*word) + 1), day(static_cast<unsigned>(number->value))};
  if (date == February / 29) {
    reader.fail(number->position, "29 February is not a day of every year. Write 28 February or 1 March.");
    return std::nullopt;
  }
  if (!date.ok()) {
    const auto days = static_cast<unsigned>((year(2001) / date.month() / last).day());
    reader.fail(number->position, fmt::format("{} has {} days. Write a day from 1 to {}.", kMonths[*word], days, days));
    return std::nullopt;
  }
  return YearlyDate{date};
}

std::optional<Anchor> read_anchor(RuleReader& reader) {
  if (reader.at_digit()) return read_yearly_date(reader);
  std::vector<std::string> known = kTerms;
  known.insert(known.end(), {"half-term", "published", "first", "last", "every"});
  const auto word = reader.need_word(known,
                                     "A rule begins with a term's start or end as in autumn.start, half-term(...), "
                                     "published(...), first, last, every, or a date such as 31 December.");
  if (!word) return std::nullopt;
  if (*word < kTerms.size()) return read_term(reader, *word);
  const std::string& first = known[*word];
  if (first == "half-term") return read_half_term(reader);
  if (first == "published") return read_publication(reader);
  if (first == "every") return read_every(reader);
  return read_day_of_month(reader, first == "last");
}

// An offset of 0 where none stands; nothing where one is wrong.
std::optional<Offset> read_offset(RuleReader& reader) {
  const bool back = reader.at('-');
  if (!back && !reader.at('+')) return Offset{};
  reader.take(back ? '-' : '+');
  const auto number =
      reader.need_number(1, kLargestOffset, "Write how many days or weeks to count, as in + 10 school-days.");
  if (!number) return std::nullopt;
  const auto unit =
      reader.need_word({"days", "weeks", "school-days", "working-days", "day", "week", "school-day", "working-day"},
                       "After the number write days, weeks, school-days or working-days, as in + 10 school-days.");
  if (!unit) return std::nullopt;
  return Offset{back ? -number->value : number->value, static_cast<OffsetUnit>(*unit % 4)};
}

std::optional<ScheduleRule> read_rule(RuleReader& reader) {
  auto anchor = read_anchor(reader);
  if (!anchor) return std::nullopt;
  ScheduleRule rule;
  rule.anchor = *std::move(anchor);
  if (std::holds_alternative<EveryIngest>(rule.anchor)) {
    if (!reader.need_end("'every ingest' has neither an offset nor a time; end the rule here.")) return std::nullopt;
    return rule;
  }
  if (std::holds_alternative<EveryRun>(rule.anchor)) {
    if (!reader.need_end("'every run' has neither an offset nor a time; end the rule here.")) return std::nullopt;
    return rule;
  }
  std::string_view expected = "Write an offset such as + 10 school-days, or the time as in @ 06:30.";
  if (std::holds_alternative<EveryDay>(rule.anchor)) {
    expected = "A rule of every day takes no offset; write the time of day in London after '@', as in @ 06:30.";
  } else {
    const auto offset = read_offset(reader);
    if (!offset) return std::nullopt;
    rule.offset = *offset;
    if (offset->count != 0) expected = "Write the time of day in London after '@', as in @ 06:30.";
  }
  if (!reader.need('@', expected)) return std::nullopt;
  const auto time = reader.need_time();
  if (!time || !reader.need_end("Nothing stands after the time; end the rule here.")) return std::nullopt;
  rule.time = *time;
  return rule;
}

}  // namespace

std::variant<ScheduleRule, RuleError> parse_rule(std::string_view text) {
  if (text.size() > kLongestRule)
    return RuleError{kLongestRule,
                     fmt::format("The rule has {} bytes; at most {} are allowed. Remove what is too long.", text.size(),
                                 kLongestRule)};
  RuleReader reader(text);
  if (auto rule = read_rule(reader)) return *std::move(rule);
  return reader.error();
}

}  // namespace termwise::calendar
