// Where the measures and attributes of one file stand: in each record, and in the header.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "ingest/binding.h"
#include "ingest/csv_reader.h"
#include "school/record.h"
#include "settings/settings.h"

namespace termwise::ingest {

struct MeasureSeat {
  std::size_t value;   // in a record's values, from 0
  std::size_t column;  // in the header, from 0
  const school::Measure* measure;
};

struct AttributeSeat {
  std::size_t attribute;  // in a record's attributes, from 0
  std::size_t column;
};

class Places {
 public:
  // The arguments must outlive this. Measures that `settings` does not know are left out.
  Places(const Binding& binding, const settings::Settings& settings);

  // Empty where the file does not have it.
  std::optional<MeasureSeat> measure(std::string_view code) const;
  // Of attributes that are dates only.
  std::optional<AttributeSeat> date(std::string_view name) const;

 private:
  std::unordered_map<std::string_view, MeasureSeat> measures_;
  std::unordered_map<std::string_view, AttributeSeat> dates_;
};

// Empty beyond the row's end.
inline std::string_view cell_of(const CsvRow& row, std::size_t column) {
  return column < row.cells.size() ? row.cells[column] : std::string_view();
}

// Null where there is no value.
inline const Decimal* number_at(const school::Record& record, const MeasureSeat& seat) {
  return record.values[seat.value].number();
}

}  // namespace termwise::ingest
