// The rules of quality.toml that hold a school's figures against each other and against other files that are loaded: a
// sudden change against the year before, and figures that should agree (a cohort with the census). Of two files the one
// that is loaded later is questioned.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "ingest/csv_reader.h"
#include "ingest/ingest.h"
#include "ingest/issues.h"
#include "ingest/places.h"
#include "school/record.h"
#include "settings/settings.h"

namespace termwise::ingest {

class OtherFiles {
 public:
  // `figures` may be null: then only what stands in one row is compared.
  OtherFiles(const settings::Settings& settings, const Places& places, const ScannedFile& file, Issues& issues,
             LoadedFigures* figures);

  // Errors: the store's, the sink's, and 65 over kMaximumIssues.
  Result<void> check(const school::Record& record, const CsvRow& row);

 private:
  struct Change {
    const settings::ChangeRule* rule;
    MeasureSeat seat;
    std::optional<MeasureSeat> cohort;
  };
  struct Agreement {
    const settings::AgreeRule* rule;
    MeasureSeat seat;                     // the cell that is questioned
    std::optional<MeasureSeat> same_row;  // where the other one stands; else it is in another file
    const school::Measure* other;
    bool reversed;  // this file has the measure that the rule's first one is held against
  };

  Result<void> check_change(const Change& change, const school::Record& record, const CsvRow& row);
  Result<void> check_agreement(const Agreement& agreement, const school::Record& record, const CsvRow& row);
  Result<bool> enough_pupils(const Change& change, const school::Record& record);

  const ScannedFile& file_;
  Issues& issues_;
  LoadedFigures* const figures_;
  std::vector<Change> changes_;
  std::vector<Agreement> agreements_;
};

}  // namespace termwise::ingest
