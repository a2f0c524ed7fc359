#include <fmt/format.h>

#include "base/text.h"
#include "calendar/london.h"
#include "settings/sections.h"
#include "settings/table_reader.h"

namespace termwise::settings {
namespace {

// False, with an error, once the files together hold more entries than there may be.
bool has_room(std::size_t count, std::size_t most, std::string_view key, const TomlValue& entry, Report& report) {
  if (count < most) return true;
  if (count == most)
    report.error(entry, fmt::format("the calendar files hold more than {} [[{}]] entries. Remove those that are no "
                                    "longer needed.",
                                    most, key));
  return false;
}

void read_bank_holiday(const TomlValue& entry, Report& report, SharedDates& dates) {
  TableReader reader(entry, "[[bank_holiday]]", report);
  const auto day = reader.date("date", Presence::required);
  const auto title = reader.text("name", Presence::required);
  reader.finish();
  if (!day || !title) return;
  const TomlValue& value = *entry.find("date");
  const auto [first, added] =
      dates.bank_holiday_places.emplace(*day, BankHolidayPlace{report.at(value), *title, false});
  if (added)
    dates.bank_holidays.push_back({*day, *title});
  else if (!first->second.published || first->second.name != *title)
    report.error(value,
                 already_a_bank_holiday(*day, first->second, first->second.published ? *title : first->second.name));
}

void read_publication(const TomlValue& entry, Report& report, SharedDates& dates) {
  TableReader reader(entry, "[[publication]]", report);
  const auto release = reader.name("release", NameKind::slug);
  std::optional<AcademicYear> year;
  if (const auto text = reader.text("year", Presence::required)) year = read_year(*entry.find("year"), *text, report);
  const auto day = reader.date("date", Presence::required);
  reader.finish();
  if (!release || !year || !day) return;
  const TomlValue& value = *entry.find("release");
  const auto [first, added] = dates.publication_places.emplace(std::pair(*release, *year), report.at(value));
  if (!added)
    report.error(value, fmt::format("the release {} of {} already has a date at {}. Remove one of the two.",
                                    quote(*release), year->label(), to_string(first->second)));
  dates.publications.push_back({*release, *year, *day});
}

}  // namespace

std::string already_a_bank_holiday(calendar::Date day, const BankHolidayPlace& first, std::string_view name) {
  if (first.name == name)
    return fmt::format("{} is already a bank holiday at {}. Remove one of the two.", calendar::to_string(day),
                       to_string(first.where));
  return fmt::format(
      "{} is already a bank holiday at {}, with the name {}, and here it is {}. Remove one of the two, or "
      "give both the same name.",
      calendar::to_string(day), to_string(first.where), quote(first.name), quote(name));
}

void read_calendar(const TomlValue& root, Report& report, SharedDates& dates) {
  TableReader reader(root, "a calendar's file", report);
  const auto bank_holidays = reader.tables("bank_holiday", Presence::optional);
  const auto publications = reader.tables("publication", Presence::optional);
  reader.finish();
  for (const TomlValue* entry : bank_holidays)
    if (has_room(dates.bank_holiday_entries++, kMaximumBankHolidays, "bank_holiday", *entry, report))
      read_bank_holiday(*entry, report, dates);
  const std::size_t before = dates.publications.size();
  for (const TomlValue* entry : publications)
    if (has_room(dates.publication_entries++, kMaximumPublications, "publication", *entry, report))
      read_publication(*entry, report, dates);
  const TomlValue* written = root.find("publication");
  if (written && (written->kind != TomlKind::array || written->values.size() != dates.publications.size() - before))
    dates.complete = false;
  if (root.values.empty())
    report.error(root, "this file has neither a [[bank_holiday]] nor a [[publication]]. Add its dates or remove it.");
}

}  // namespace termwise::settings
