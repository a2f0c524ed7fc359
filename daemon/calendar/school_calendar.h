// A Local Authority's calendar as data: terms, half-terms, closures, bank holidays and publication dates. Nothing in it
// is computed from a rule of thumb; what it does not know, it says.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"

namespace termwise::calendar {

using Date = std::chrono::year_month_day;

// Both ends belong to it; first <= last.
struct DateSpan {
  Date first;
  Date last;
  bool contains(Date date) const { return first <= date && date <= last; }
};

enum class TermName { autumn, spring, summer };
std::string_view name(TermName term);  // "autumn"

struct Term {
  AcademicYear year;
  TermName name = TermName::autumn;
  DateSpan days;                      // from the first day of school to the last
  std::optional<DateSpan> half_term;  // the break within it
};

// Days on which this Authority's schools are closed within a term: a training day, snow, an election.
struct Closure {
  DateSpan days;
  std::string reason;
};

struct BankHoliday {
  Date day;
  std::string name;  // "Good Friday"
};

// The day on which a publisher releases (or released) a dataset.
struct Publication {
  std::string release;  // "ks2-revised"
  AcademicYear year;    // of the results
  Date day;
};

class SchoolCalendar {
 public:
  SchoolCalendar() = default;
  // In any order. Terms must not overlap, nor one stand twice; settings/ sees to that.
  SchoolCalendar(std::vector<Term> terms, std::vector<Closure> closures, std::vector<BankHoliday> bank_holidays,
                 std::vector<Publication> publications);

  const std::vector<Term>& terms() const { return terms_; }                         // by first day
  const std::vector<Closure>& closures() const { return closures_; }                // by first day
  const std::vector<BankHoliday>& bank_holidays() const { return bank_holidays_; }  // by day
  const std::vector<Publication>& publications() const { return publications_; }    // by day

  // Monday to Friday, in a term, outside its half-term and every closure, and no bank holiday.
  bool is_school_day(Date date) const;
  // Monday to Friday and no bank holiday.
  bool is_working_day(Date date) const;
  // Why the schools are closed on that day, as it ends a sentence: the first that holds of "a Saturday", "outside the
  // terms", "half-term", "a bank holiday (Good Friday)", "closed (training day)"; empty for a school day.
  std::string why_no_school(Date date) const;

  // What stands in the calendar for that day, or null. Owned by the calendar.
  const Term* term_on(Date date) const;
  // That of the day, or in holidays the one that has just ended; null where the calendar does not say what follows it.
  const Term* term_begun_by(Date date) const;
  // The one directly before: of summer that is the same year's spring. Null where it is not in the calendar.
  const Term* term_before(const Term& term) const;
  const BankHoliday* bank_holiday_on(Date date) const;
  const Closure* closure_on(Date date) const;

  // What the calendar spans: from the first to the last day of its terms; the whole years from its first to its last bank
  // holiday. None where there are none. Days within may be unknown all the same, where terms or years are missing.
  std::optional<DateSpan> known_terms() const;
  std::optional<DateSpan> known_bank_holidays() const;

 private:
  std::vector<Term> terms_;
  std::vector<Closure> closures_;
  std::vector<BankHoliday> bank_holidays_;  // by day
  std::vector<Publication> publications_;
};

}  // namespace termwise::calendar
