// One row after another to records, handed to a sink together with what is wrong with them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "ingest/cell.h"
#include "ingest/csv_reader.h"
#include "ingest/ingest.h"
#include "ingest/issues.h"
#include "ingest/subject.h"
#include "school/record.h"
#include "settings/settings.h"

namespace termwise::ingest {

class RowReader {
 public:
  // The arguments must outlive the reader.
  static Result<RowReader> create(const ScannedFile& file, const settings::SourceLayout& layout,
                                  const settings::Settings& settings, RecordSink& sink);

  // A data row, not the header. Errors: the sink's, and 65 over kMaximumSubjects or kMaximumIssues.
  Result<void> read(const CsvRow& row);
  const school::Sums& sums() const { return sums_; }

 private:
  struct MeasurePlace {
    std::size_t column;  // in the file, from 0
    const school::Measure* measure;
    std::optional<std::size_t> denominator;  // of a percentage: its place in the record's values
  };
  struct AttributePlace {
    std::size_t column;
    const settings::AttributeColumn* attribute;
  };

  RowReader(const ScannedFile& file, const settings::SourceLayout& layout, RecordSink& sink);
  Result<void> map_columns(const settings::Settings& settings);

  std::string_view cell(std::size_t column) const;
  Result<bool> accept_subject();
  Result<void> raise_subject(std::string_view rule, std::size_t column, std::string advice);
  Result<void> read_measures();
  Result<void> raise_number(const MeasurePlace& place, CellFault fault);
  Result<void> read_attributes();
  Result<void> read_attribute(const AttributePlace& place, school::Attribute& attribute);
  Result<void> question_percentages();
  void count();

  const ScannedFile& file_;
  const settings::SourceLayout& layout_;
  RecordSink& sink_;
  Issues issues_;
  const MissingCodes missing_;
  std::size_t record_type_column_ = 0;
  std::size_t urn_column_ = 0;
  std::size_t la_column_ = 0;
  std::vector<MeasurePlace> measures_;
  std::vector<AttributePlace> attributes_;
  SeenSubjects seen_;
  school::Sums sums_;

  // The row being read.
  const CsvRow* row_ = nullptr;
  Subject subject_;
  bool repaired_ = false;
  school::Record record_;
};

}  // namespace termwise::ingest
