// One cell's text to a published value, as the layout and the measure declare it.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "school/measure.h"
#include "school/value.h"

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
  too_large,    // for a 64-bit number
  out_of_range  // a figure that cannot be
};

struct NumberCell {
  school::Value value;
  CellFault fault = CellFault::none;
};

// `text` is trimmed here. A cell with nothing in it is not_supplied, a known code its reason; what cannot be
// read is unparseable. A percentage may carry one '%', lies from 0 to 100, and pupils are not below 0.
// `own`: the column's own codes, which come first.
NumberCell read_number(std::string_view text, const school::Measure& measure, const MissingCodes& missing,
                       const MissingCodes* own = nullptr);

}  // namespace termwise::ingest
