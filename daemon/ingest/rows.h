// What the rows of a file are handed to, one after another.
#pragma once

#include "base/result.h"
#include "ingest/csv_reader.h"
#include "school/record.h"

namespace termwise::ingest {

class Rows {
 public:
  virtual ~Rows() = default;
  // A data row, not the header. Errors: the sink's, and 65 over kMaximumSubjects or kMaximumIssues.
  virtual Result<void> read(const CsvRow& row) = 0;
  // After the last row: what only the whole file tells.
  virtual Result<void> finish() = 0;
  virtual const school::Sums& sums() const = 0;
};

}  // namespace termwise::ingest
