#include "calendar/school_calendar.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace termwise::calendar {
namespace {

using std::chrono::sys_days;
using std::chrono::weekday;

bool on_weekend(Date date) { return weekday(sys_days(date)).iso_encoding() > 5; }

}  // namespace

std::string_view name(TermName term) {
  switch (term) {
    case TermName::autumn:
      return "autumn";
    case TermName::spring:
      return "spring";
    case TermName::summer:
      break;
  }
  return "summer";
}

SchoolCalendar::SchoolCalendar(std::vector<Term> terms, std::vector<Closure> closures,
                               std::vector<BankHoliday> bank_holidays, std::vector<Publication> publications)
    : terms_(std::move(terms)),
      closures_(std::move(closures)),
      bank_holidays_(std::move(bank_holidays)),
      publications_(std::move(publications)) {
  std::stable_sort(terms_.begin(), terms_.end(),
                   [](const Term& a, const Term& b) { return a.days.first < b.days.first; });
  std::stable_sort(closures_.begin(), closures_.end(),
                   [](const Closure& a, const Closure& b) { return a.days.first < b.days.first; });
  std::stable_sort(bank_holidays_.begin(), bank_holidays_.end(),
                   [](const BankHoliday& a, const BankHoliday& b) { return a.day < b.day; });
  std::stable_sort(publications_.begin(), publications_.end(),
                   [](const Publication& a, const Publication& b) { return a.day < b.day; });
}

const Term* SchoolCalendar::term_on(Date date) const {
  const auto after = std::upper_bound(terms_.begin(), terms_.end(), date,
                                      [](Date day, const Term& term) { return day < term.days.first; });
  if (after == terms_.begin()) return nullptr;
  const auto candidate = std::prev(after);
  return candidate->days.contains(date) ? &*candidate : nullptr;
}

const BankHoliday* SchoolCalendar::bank_holiday_on(Date date) const {
  const auto found = std::lower_bound(bank_holidays_.begin(), bank_holidays_.end(), date,
                                      [](const BankHoliday& holiday, Date day) { return holiday.day < day; });
  return found != bank_holidays_.end() && found->day == date ? &*found : nullptr;
}

const Term* SchoolCalendar::term_begun_by(Date date) const {
  const auto next =
      std::find_if(terms_.begin(), terms_.end(), [&](const Term& term) { return date < term.days.first; });
  if (next == terms_.begin()) return nullptr;
  const Term& begun = *std::prev(next);
  return date <= begun.days.last || next != terms_.end() ? &begun : nullptr;
}

const Term* SchoolCalendar::term_before(const Term& term) const {
  const auto place = [](const Term& one) { return one.year.summer() * 3 + static_cast<int>(one.name); };
  const auto found =
      std::find_if(terms_.begin(), terms_.end(), [&](const Term& one) { return place(one) + 1 == place(term); });
  return found != terms_.end() ? &*found : nullptr;
}

const Closure* SchoolCalendar::closure_on(Date date) const {
  const auto found = std::find_if(closures_.begin(), closures_.end(),
                                  [&](const Closure& closure) { return closure.days.contains(date); });
  return found != closures_.end() ? &*found : nullptr;
}

bool SchoolCalendar::is_school_day(Date date) const {
  const Term* term = term_on(date);
  return term != nullptr && !(term->half_term && term->half_term->contains(date)) && is_working_day(date) &&
         closure_on(date) == nullptr;
}

bool SchoolCalendar::is_working_day(Date date) const { return !on_weekend(date) && bank_holiday_on(date) == nullptr; }

std::string SchoolCalendar::why_no_school(Date date) const {
  if (on_weekend(date)) return weekday(sys_days(date)) == std::chrono::Saturday ? "a Saturday" : "a Sunday";
  const Term* term = term_on(date);
  if (term == nullptr) return "outside the terms";
  if (term->half_term && term->half_term->contains(date)) return "half-term";
  if (const auto* holiday = bank_holiday_on(date)) return fmt::format("a bank holiday ({})", holiday->name);
  if (const auto* closure = closure_on(date)) return fmt::format("closed ({})", closure->reason);
  return {};
}

std::optional<DateSpan> SchoolCalendar::known_terms() const {
  if (terms_.empty()) return std::nullopt;
  return DateSpan{terms_.front().days.first, terms_.back().days.last};  // terms do not overlap
}

std::optional<DateSpan> SchoolCalendar::known_bank_holidays() const {
  using namespace std::chrono;
  if (bank_holidays_.empty()) return std::nullopt;
  return DateSpan{bank_holidays_.front().day.year() / January / 1, bank_holidays_.back().day.year() / December / 31};
}

}  // namespace termwise::calendar
