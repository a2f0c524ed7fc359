// One cell's text to a published value, as the layout and the measure declare it.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "school/measure.h"
#include "school/value.h"
#include "settings/settings.h"

namespace termwise::ingest {

// A layout's codes for "there is no value", looked up without regard to ASCII case.
class MissingCodes {
 public:
  explicit MissingCodes(const std::map<std::string, school::Missing>& codes);
  std::optional<school::Missing> find(std::string_view trimmed) const;

 private:
  std::vector<std::pair<std::string, school::Missing>> codes_;
  std::array<bool, 256> may_start_{};  // most cells are numbers and are told from a code by their first byte
};

enum class CellFault {
  none,
  not_a_number,
  too_many_decimals,
  too_large,     // for a 64-bit number
  out_of_range,  // a figure that cannot be
  not_a_code     // of a column of codes
};

struct NumberCell {
  school::Value value;
  CellFault fault = CellFault::none;
};

// A column's codes for figures, looked up likewise.
class FigureCodes {
 public:
  explicit FigureCodes(const std::map<std::string, std::int64_t>& codes) : codes_(codes.begin(), codes.end()) {}
  std::optional<std::int64_t> find(std::string_view trimmed) const;

 private:
  std::vector<std::pair<std::string, std::int64_t>> codes_;
};

// `text` is trimmed here. A cell with nothing in it is not_supplied, a known code its reason; what cannot be
// read is unparseable. A percentage may carry one '%', lies from 0 to 100, and pupils are not below 0.
// `own`: the column's own codes, which come first.
NumberCell read_number(std::string_view text, const school::Measure& measure, const MissingCodes& missing,
                       const MissingCodes* own = nullptr);

// Cells of one column as a layout declares it, its codes and its range included.
class FigureColumn {
 public:
  // The arguments must outlive this.
  FigureColumn(const settings::MeasureColumn& column, const school::Measure& measure, const MissingCodes& missing);
  NumberCell read(std::string_view text) const;

  const school::Measure& measure() const { return *measure_; }
  const std::optional<settings::FigureRange>& range() const { return range_; }

 private:
  const school::Measure* measure_;
  const MissingCodes* missing_;
  std::optional<MissingCodes> own_;
  std::optional<FigureCodes> codes_;
  std::optional<settings::FigureRange> range_;
};

}  // namespace termwise::ingest
