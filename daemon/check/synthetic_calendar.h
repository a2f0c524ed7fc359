// The calendar of the made-up Authority: three terms a year with their half-terms, and a few bank holidays.
#pragma once

#include "calendar/school_calendar.h"

namespace termwise::check {

// Of the academic years 2015/16 to 2017/18.
calendar::SchoolCalendar made_up_calendar();

}  // namespace termwise::check
