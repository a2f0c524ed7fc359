// One row after another to records, handed to a sink together with what is wrong with them.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "ingest/attribute_reader.h"
#include "ingest/binding.h"
#include "ingest/cell.h"
#include "ingest/csv_reader.h"
#include "ingest/figure_columns.h"
#include "ingest/ingest.h"
#include "ingest/issues.h"
#include "ingest/la_totals.h"
#include "ingest/other_files.h"
#include "ingest/places.h"
#include "ingest/row_rules.h"
#include "ingest/rows.h"
#include "ingest/subject.h"
#include "school/record.h"
#include "settings/settings.h"

namespace termwise::ingest {

class RowReader final : public Rows {
 public:
  // The arguments must outlive the reader.
  static Result<std::unique_ptr<RowReader>> create(const ScannedFile& file, const Recognition& recognised,
                                                   const settings::Settings& settings, RecordSink& sink,
                                                   const Known& known);

  RowReader(const RowReader&) = delete;
  RowReader& operator=(const RowReader&) = delete;

  // A data row, not the header. Errors: the sink's, and 65 over kMaximumSubjects or kMaximumIssues.
  Result<void> read(const CsvRow& row) override;
  Result<void> finish() override;
  const school::Sums& sums() const override { return sums_; }

 private:
  RowReader(const ScannedFile& file, const Recognition& recognised, const settings::Settings& settings, Binding binding,
            RecordSink& sink, const Known& known);
  Result<void> map_measures(const settings::Settings& settings);

  std::string_view cell(std::size_t column) const;
  Result<bool> accept_subject();
  Result<void> reject(SubjectFault fault);
  Result<void> raise_subject(std::string_view rule, const std::optional<std::size_t>& column, std::string advice);
  Result<void> place_school();
  Result<void> question_la();
  Result<void> read_measures();
  Result<void> raise_number(const FigurePlace& place, CellFault fault);
  Result<void> read_attributes();
  Result<void> question_references();
  void count();

  const ScannedFile& file_;
  const settings::SourceLayout& layout_;
  const Binding binding_;
  const SubjectReader subjects_;
  RecordSink& sink_;
  const SchoolDirectory* schools_;
  LoadedFigures* figures_;
  const ReferenceDirectory* references_;
  Issues issues_;
  const Places places_;
  RowRules row_rules_;
  OtherFiles other_files_;
  LaTotals la_totals_;
  AttributeReader attribute_reader_;
  const MissingCodes missing_;
  std::vector<FigurePlace> measures_;
  SeenSubjects seen_;
  school::Sums sums_;

  // The row being read.
  const CsvRow* row_ = nullptr;
  Subject subject_;
  bool repaired_ = false;
  school::Record record_;
};

}  // namespace termwise::ingest
