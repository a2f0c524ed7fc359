#include "reminders/annual_report.h"

namespace termwise::reminders {
namespace {

// An academic year, as its summer.
struct Summer {
  static constexpr std::string_view name = "year";
};

constexpr Flag kRequired{.name = "annual_report_required",
                         .by_default = true,
                         .meaning = "Whether governors get an annual report in any year of the programme."};
constexpr Number<Summer> kFrom{
    .name = "annual_report_from",
    .minimum = "2004",
    .maximum = "2099",
    .by_default = "2012",
    .meaning = "The summer of the first academic year in which governors get an annual report; 2012 is 2011/12."};
constexpr Number<Summer> kTo{
    .name = "annual_report_to",
    .minimum = "2004",
    .maximum = "2099",
    .by_default = "2099",
    .meaning = "The summer of the last academic year in which governors get an annual report."};

}  // namespace

bool annual_report_is_asked_for(const Facts& facts, int summer) {
  return facts.setting(kRequired) && *facts.setting(kFrom) <= Decimal(summer) && Decimal(summer) <= *facts.setting(kTo);
}

std::vector<Parameter> annual_report_parameters() { return {kRequired, kFrom, kTo}; }

}  // namespace termwise::reminders
