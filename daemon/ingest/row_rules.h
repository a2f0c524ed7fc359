// The rules of quality.toml that one row answers by itself: joint percentages, whole numbers of pupils, dates in order.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "ingest/csv_reader.h"
#include "ingest/issues.h"
#include "ingest/places.h"
#include "school/record.h"
#include "settings/settings.h"

namespace termwise::ingest {

class RowRules {
 public:
  // The arguments must outlive this, as must those of the other rules.
  RowRules(const settings::QualityRules& rules, const Places& places, const ScannedFile& file, Issues& issues);

  // Errors: the sink's, and 65 over kMaximumIssues.
  Result<void> check(const school::Record& record, const CsvRow& row);

 private:
  struct Joint {
    MeasureSeat joint;
    std::vector<MeasureSeat> parts;
    bool whole = true;  // the file has every part
  };
  struct Count {
    MeasureSeat percentage;
    MeasureSeat pupils;
  };
  using Order = std::vector<AttributeSeat>;

  Result<void> check_joint(const Joint& rule, const school::Record& record, const CsvRow& row);
  Result<void> check_count(const Count& rule, const school::Record& record, const CsvRow& row);
  Result<void> check_order(const Order& rule, const school::Record& record, const CsvRow& row);
  std::string column(std::size_t place) const;

  const ScannedFile& file_;
  Issues& issues_;
  std::vector<Joint> joint_;
  std::vector<Count> count_;
  std::vector<Order> order_;
};

}  // namespace termwise::ingest
