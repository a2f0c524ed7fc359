#include "check/synthetic_calendar.h"

#include <chrono>
#include <vector>

namespace termwise::check {
namespace {

using calendar::DateSpan;
using calendar::Term;
using calendar::TermName;
using std::chrono::year;

// Around the run's own, by its summer.
constexpr int kFirstSummer = 2016;
constexpr int kLastSummer = 2018;

}  // namespace

calendar::SchoolCalendar made_up_calendar() {
  std::vector<Term> terms;
  std::vector<calendar::BankHoliday> holidays;
  for (int summer = kFirstSummer; summer <= kLastSummer; ++summer) {
    const AcademicYear of = *AcademicYear::from_summer(summer);
    const year before(summer - 1);
    const year after(summer);
    terms.push_back(
        {of, TermName::autumn, {before / 9 / 5, before / 12 / 20}, DateSpan{before / 10 / 22, before / 10 / 30}});
    terms.push_back({of, TermName::spring, {after / 1 / 4, after / 3 / 29}, DateSpan{after / 2 / 11, after / 2 / 19}});
    terms.push_back({of, TermName::summer, {after / 4 / 18, after / 7 / 20}, DateSpan{after / 5 / 27, after / 6 / 4}});
    holidays.push_back({before / 12 / 25, "Christmas Day"});
    holidays.push_back({before / 12 / 26, "Boxing Day"});
    holidays.push_back({after / 1 / 1, "New Year's Day"});
  }
  return {std::move(terms), {}, std::move(holidays), {}};
}

}  // namespace termwise::check
