// The rule [[total]] of quality.toml: an LA's row is the sum of its schools' rows in the same file. Nothing is said where
// a school of the LA has no figure, or a school's LA is not known.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "base/result.h"
#include "ingest/csv_reader.h"
#include "ingest/issues.h"
#include "ingest/places.h"
#include "school/record.h"
#include "settings/settings.h"

namespace termwise::ingest {

class LaTotals {
 public:
  LaTotals(const settings::QualityRules& rules, const Places& places, Issues& issues);

  // Call it with each record, after its issues have been raised.
  void read(const school::Record& record, const CsvRow& row);
  // At the file's end. Errors: the sink's, and 65 over kMaximumIssues.
  Result<void> finish();

 private:
  using Key = std::tuple<int, std::string, std::size_t>;  // summer, LA, place of the measure in measures_
  struct Sum {
    Decimal total;
    std::int64_t schools = 0;
    bool whole = true;
  };
  struct AreaRow {
    Key key;
    Issues::About about;
    Decimal published;
    std::string raw;
  };

  void read_school(const school::Record& record);
  Result<void> compare(const AreaRow& area);

  Issues& issues_;
  std::vector<MeasureSeat> measures_;
  std::map<Key, Sum> sums_;
  std::vector<AreaRow> areas_;
  std::set<int> unplaced_;  // summers with a school whose LA is not known
  bool too_many_ = false;
};

}  // namespace termwise::ingest
