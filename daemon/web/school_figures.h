// What is on record about one school over the years: the figures that its findings compared, for charts and a table.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/ids.h"
#include "base/result.h"
#include "report/series_chart.h"
#include "settings/settings.h"
#include "store/database.h"
#include "store/records.h"
#include "store/runs.h"

namespace termwise::web {

inline constexpr std::size_t kMostMeasures = 8;  // that a school's page draws; of more, the first of measures.toml

struct YearFigure {
  std::optional<school::Value> value;  // none: no record of that year
  std::optional<Decimal> lower;        // of its confidence interval: both or neither
  std::optional<Decimal> upper;
};

struct MeasureSeries {
  const school::Measure* measure = nullptr;
  std::vector<YearFigure> figures;  // beside SchoolFigures::years
};

struct OnRecord {
  std::string dataset;
  store::SchoolRecord record;  // with SchoolFigures::attributes
  std::string file_name;
};

struct SchoolFigures {
  std::vector<int> years;               // summers without a gap, oldest first
  std::vector<MeasureSeries> cohorts;   // the pupils behind the percentages among those below
  std::vector<MeasureSeries> measures;  // in the order of measures.toml
  std::vector<OnRecord> records;        // by dataset and year
  std::vector<std::string> attributes;  // the names of the records' attributes
};

// `findings`: the school's. A measure of which only a confidence limit was compared counts as compared.
Result<SchoolFigures> read_figures(store::Reader& reader, const settings::Settings& settings, Urn urn,
                                   const std::vector<store::StoredFinding>& findings);

// A year without a record is a gap, as one without a value is.
report::SeriesChart chart_of(const MeasureSeries& series, const std::vector<int>& years,
                             std::vector<report::SeriesLine> thresholds);

}  // namespace termwise::web
