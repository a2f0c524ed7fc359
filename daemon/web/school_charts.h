// One measure of a school over the years as a chart.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "jobs/school_figures.h"
#include "report/series_chart.h"

namespace termwise::web {

// A year without a record is a gap, as one without a value is; between figures of two schools the line is broken.
report::SeriesChart chart_of(const jobs::MeasureSeries& series, const std::vector<int>& years,
                             const jobs::Relatives& relatives, std::vector<report::SeriesLine> thresholds);

}  // namespace termwise::web
