// What is on record about one school over the years, and about those from which it has come: for the school's page and its
// history on the command line.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/ids.h"
#include "base/result.h"
#include "school/lineage.h"
#include "settings/settings.h"
#include "store/database.h"
#include "store/records.h"
#include "store/runs.h"

namespace termwise::jobs {

inline constexpr std::size_t kMostMeasures = 8;  // of one school's page or history; of more, the first of measures.toml

// The schools that one is linked with.
struct Relatives {
  school::Lineage lineage;                    // from which it has come
  std::vector<school::Link> became;           // what has come from it
  std::vector<school::OtherLink> others;      // of which nobody says which came first, or that are no descent
  std::map<std::int64_t, std::string> names;  // of all these and itself, where a file names one
};
// As of batch `highest`.
Result<Relatives> read_relatives(store::Reader& reader, const settings::Settings& settings, Urn urn, BatchId highest);

// The measures that findings compared, in the order of measures.toml; of which only a confidence limit was compared counts
// as compared.
std::vector<const school::Measure*> measures_compared(const settings::Settings& settings,
                                                      const std::vector<store::StoredFinding>& findings);

struct YearFigure {
  std::optional<school::Value> value;  // none: no record of that year
  std::optional<Decimal> lower;        // of its confidence interval: both or neither
  std::optional<Decimal> upper;
  std::optional<Urn> of;  // the school from which this one has come and whose figure it is; none: its own
  bool several = false;   // more than one of those had a figure, and figures of two schools are never added
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
  std::vector<OnRecord> records;        // the school's own, by dataset and year
  std::vector<std::string> attributes;  // the names of the records' attributes
};

// As of batch `highest`. A year in which the school has no figure of its own has that of the one school it then was.
Result<SchoolFigures> read_figures(store::Reader& reader, const settings::Settings& settings, Urn urn, BatchId highest,
                                   const school::Lineage& lineage, const std::vector<const school::Measure*>& measures);

// Those whose figures stand among them, each once, with the last year that has one; the nearest first.
struct Borrowed {
  const school::Ancestor* from = nullptr;
  int last_year = 0;
};
std::vector<Borrowed> borrowed(const SchoolFigures& figures, const school::Lineage& lineage);

// Why the figures of one school do not compare with those before: "Ash Primary (URN 900001) was converted on 1 September
// 2011".
std::string break_in_words(const school::Ancestor& ancestor, const std::map<std::int64_t, std::string>& names);

// Beside SchoolFigures::years: why the line from the figure before is broken there, by the measure's own breaks or because
// that figure is another school's; empty where it is not.
std::vector<std::string> breaks_of(const MeasureSeries& series, const std::vector<int>& years,
                                   const Relatives& relatives);

// What stands above figures of which some are of other schools: a sentence for each of these, and one where several had a
// figure. Empty where all are the school's own.
std::vector<std::string> joins_in_words(const SchoolFigures& figures, const Relatives& relatives);

}  // namespace termwise::jobs
