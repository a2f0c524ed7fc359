// Some figures of every school in one dataset and year, as the latest files have them: what a new file is held against.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <termwise/decimal.hpp>

#include "base/ids.h"
#include "base/result.h"
#include "school/measure.h"
#include "store/database.h"

namespace termwise::store {

inline constexpr std::size_t kMaximumComparedRecords = 100'000;  // of one dataset and year; England has 25,000 schools

class ComparedFigures {
 public:
  struct Record {
    BatchId batch;
    std::uint32_t line = 0;
    std::size_t first = 0;  // of its figures
  };

  // `measures` are of this dataset, at most settings::kMaximumComparedMeasures. Where the dataset has more than kMaximumComparedRecords of the year, too_many() is
  // true and there are none.
  static Result<ComparedFigures> read(Reader& reader, const std::string& dataset, int summer,
                                      const std::vector<const school::Measure*>& measures);

  bool too_many() const { return too_many_; }
  bool empty() const { return records_.empty() && item_records_.empty(); }
  // Null where there is none.
  const Record* find(Urn urn, std::string_view item) const;
  // Of the measure at this place of those that were asked for; empty where there is no value.
  std::optional<Decimal> figure(const Record& record, std::size_t place) const;
  const std::string& file_name(const Record& record) const { return names_.at(record.batch.value); }

 private:
  struct Units {
    std::int64_t value = 0;
    bool present = false;
  };
  Result<void> add_figures(std::string_view text);

  bool too_many_ = false;
  std::vector<int> scales_;
  std::vector<Units> units_;
  std::unordered_map<std::int64_t, Record> records_;      // by URN, of those without an item
  std::unordered_map<std::string, Record> item_records_;  // by URN and item
  std::unordered_map<std::int64_t, std::string> names_;
};

}  // namespace termwise::store
