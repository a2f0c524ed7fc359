#include <algorithm>
#include <chrono>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/arguments.h"
#include "app/commands.h"
#include "app/workspace.h"
#include "base/text.h"
#include "calendar/london.h"
#include "calendar/wording.h"

namespace termwise::app {
namespace {

using calendar::Date;
using calendar::DateSpan;
using calendar::SchoolCalendar;
using calendar::Term;
using std::chrono::days;
using std::chrono::sys_days;

// One academic year of one calendar.
struct SchoolYear {
  const settings::LocalAuthority* la = nullptr;
  std::optional<Urn> urn;
  bool own_terms = false;     // the school's, of this year
  bool own_closures = false;  // it has dates of its own, but the Authority's terms in this year
  const SchoolCalendar* calendar = nullptr;
  AcademicYear year;
  DateSpan days;
  std::vector<const Term*> terms;  // of this year
  std::vector<std::string> notes;  // what is not known, as sentences
};

int school_days(const SchoolCalendar& calendar, const DateSpan& span) {
  int count = 0;
  for (sys_days day = span.first; day <= sys_days(span.last); day += days(1)) count += calendar.is_school_day(day);
  return count;
}

int school_days(const SchoolYear& year) {
  int count = 0;
  for (const Term* term : year.terms) count += school_days(*year.calendar, term->days);
  return count;
}

AcademicYear this_year() {
  return *AcademicYear::of(
      calendar::london_date(std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now())));
}

// What may make the school days wrong.
std::vector<std::string> notes_on(const SchoolYear& year) {
  using calendar::TermName;
  std::vector<std::string> notes;
  for (const TermName name : {TermName::autumn, TermName::spring, TermName::summer})
    if (std::none_of(year.terms.begin(), year.terms.end(), [&](const Term* term) { return term->name == name; }))
      notes.push_back(fmt::format("The {} term of {} is not known; add it.", calendar::name(name), year.year.label()));
  for (const auto in_year : {year.days.first.year(), year.days.last.year()}) {
    const auto& holidays = year.calendar->bank_holidays();
    if (std::none_of(holidays.begin(), holidays.end(), [&](const auto& h) { return h.day.year() == in_year; }))
      notes.push_back(
          fmt::format("No bank holidays are known for {}, and school days are counted without them; add them "
                      "to calendars/.",
                      static_cast<int>(in_year)));
  }
  return notes;
}

Result<SchoolYear> find_year(const settings::LocalAuthority& la, const CalendarOptions& options) {
  TERMWISE_TRY(const auto asked, year_argument(options.year));
  const AcademicYear year = asked.value_or(this_year());
  using namespace std::chrono;
  SchoolYear found{&la,
                   std::nullopt,
                   false,
                   false,
                   &la.calendar,
                   year,
                   {Date(std::chrono::year(year.summer() - 1), September, day(1)),
                    Date(std::chrono::year(year.summer()), August, day(31))},
                   {},
                   {}};
  if (options.urn != 0) {
    found.urn = Urn{options.urn};
    found.calendar = &la.calendar_of(*found.urn);
    const settings::SchoolDates* own = la.dates_of(*found.urn);
    found.own_terms = own != nullptr && std::binary_search(own->years.begin(), own->years.end(), year);
    found.own_closures = own != nullptr && !found.own_terms;
  }
  for (const Term& term : found.calendar->terms())
    if (term.year == year) found.terms.push_back(&term);
  if (found.terms.empty())
    return Error{ExitCode::data,
                 fmt::format("No terms of {} are known for {}. Add them to las/{}.toml, as [[term]] entries or as a "
                             "calendar that 'terms_files' names.",
                             year.label(), la.name, la.code.text())};
  found.notes = notes_on(found);
  return found;
}

template <typename Entry, typename Days>
std::vector<const Entry*> within(const std::vector<Entry>& entries, const DateSpan& year, const Days& days_of) {
  std::vector<const Entry*> found;
  for (const Entry& entry : entries) {
    const DateSpan span = days_of(entry);
    if (span.first <= year.last && year.first <= span.last) found.push_back(&entry);
  }
  return found;
}

std::vector<const calendar::Closure*> closures_of(const SchoolYear& year) {
  return within(year.calendar->closures(), year.days, [](const calendar::Closure& closure) { return closure.days; });
}

std::vector<const calendar::BankHoliday*> bank_holidays_of(const SchoolYear& year) {
  return within(year.calendar->bank_holidays(), year.days, [](const calendar::BankHoliday& holiday) {
    return DateSpan{holiday.day, holiday.day};
  });
}

nlohmann::ordered_json to_json(const DateSpan& span) {
  return {{"start", calendar::to_string(span.first)}, {"end", calendar::to_string(span.last)}};
}

nlohmann::ordered_json to_json(const SchoolYear& year) {
  nlohmann::ordered_json json;
  json["la"] = year.la->code.text();
  json["name"] = year.la->name;
  json["urn"] = year.urn ? nlohmann::ordered_json(year.urn->value) : nlohmann::ordered_json(nullptr);
  json["year"] = year.year.label();
  json["terms_of"] = year.own_terms ? "school" : "authority";
  json["terms"] = nlohmann::ordered_json::array();
  for (const Term* term : year.terms) {
    nlohmann::ordered_json entry{{"name", calendar::name(term->name)}};
    entry.update(to_json(term->days));
    entry["half_term"] = term->half_term ? to_json(*term->half_term) : nlohmann::ordered_json(nullptr);
    entry["school_days"] = school_days(*year.calendar, term->days);
    json["terms"].push_back(std::move(entry));
  }
  json["closures"] = nlohmann::ordered_json::array();
  for (const auto* closure : closures_of(year)) {
    auto entry = to_json(closure->days);
    entry["reason"] = closure->reason;
    json["closures"].push_back(std::move(entry));
  }
  json["bank_holidays"] = nlohmann::ordered_json::array();
  for (const auto* holiday : bank_holidays_of(year))
    json["bank_holidays"].push_back({{"date", calendar::to_string(holiday->day)}, {"name", holiday->name}});
  json["school_days"] = school_days(year);
  json["notes"] = year.notes;
  return json;
}

std::string heading(const SchoolYear& year) {
  const std::string whose = fmt::format("{} (LA {}), {}", year.la->name, year.la->code.text(), year.year.label());
  if (!year.urn) return whose;
  if (year.own_terms) return fmt::format("URN {}: its own dates, {}", year.urn->value, year.year.label());
  return fmt::format("URN {}: {} {}", year.urn->value,
                     year.own_closures ? "closures of its own, and the terms of" : "as", whose);
}

void print_text(const SchoolYear& year) {
  fmt::print("{}\n\n", heading(year));
  for (const Term* term : year.terms) {
    fmt::print("{:<12}{}  ({})\n", calendar::name(term->name),
               calendar::span_in_words(term->days.first, term->days.last),
               counted(school_days(*year.calendar, term->days), "school day", "school days"));
    if (term->half_term)
      fmt::print("  {:<10}{}\n", "half-term", calendar::span_in_words(term->half_term->first, term->half_term->last));
  }
  if (const auto closures = closures_of(year); !closures.empty()) {
    fmt::print("\nClosed\n");
    for (const auto* closure : closures)
      fmt::print("  {}: {}\n", calendar::span_in_words(closure->days.first, closure->days.last), closure->reason);
  }
  if (const auto holidays = bank_holidays_of(year); !holidays.empty()) {
    fmt::print("\nBank holidays\n");
    for (const auto* holiday : holidays) fmt::print("  {}: {}\n", calendar::day_in_words(holiday->day), holiday->name);
  }
  fmt::print("\n{} in the year.\n", counted(school_days(year), "school day", "school days"));
  for (const auto& note : year.notes) fmt::print(stderr, "{}\n", note);
}

}  // namespace

int calendar_command(const settings::Settings& settings, const CalendarOptions& options) {
  const auto code = la_argument(options.la);
  if (!code) return fail(code.error());
  if (!*code) return fail({ExitCode::usage, "--la is empty. Write the Local Authority's three digits, like 886."});
  const settings::LocalAuthority la = settings.la(**code);
  const auto year = find_year(la, options);
  if (!year) return fail(year.error());
  if (options.json)
    fmt::print("{}\n", to_json(*year).dump(2));
  else
    print_text(*year);
  return 0;
}

}  // namespace termwise::app
