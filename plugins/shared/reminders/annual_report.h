// Whether governors get an annual report of their own, which differs from year to year.
#pragma once

#include <string_view>
#include <vector>

#include <termwise/plugin.hpp>

namespace termwise::reminders {

inline constexpr std::string_view kAnnualReportSource =
    "Norfolk, School Improvement Partnership Programme (Primary), 2011/12, visit 3: an annual report to governors";

// Whether a programme's year asks for it. Norfolk's summer visit of 2009 led to an annual commentary; in 2011 a summary in the
// record of visit took its place; from 2011/12 there is a report.
bool annual_report_is_asked_for(const Facts& facts, int summer);
// What decides it.
std::vector<Parameter> annual_report_parameters();

}  // namespace termwise::reminders
