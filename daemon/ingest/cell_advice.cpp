#include "ingest/cell_advice.h"

#include <fmt/format.h>

namespace termwise::ingest {
namespace {

std::string out_of_range(const FigureColumn& column, std::string_view layout, std::string_view shown) {
  if (const auto& range = column.range())
    return fmt::format("{} does not lie from {} to {}, as the layout '{}' says of this column. Correct the cell.",
                       shown, range->least, range->most, layout);
  if (column.measure().unit == school::Unit::percent)
    return fmt::format("{} cannot be a percentage of pupils, which lies from 0 to 100. Correct the cell.", shown);
  return fmt::format("{} cannot be a number of pupils, which is not below 0. Correct the cell.", shown);
}

}  // namespace

CellAdvice advice_on(CellFault fault, const FigureColumn& column, std::string_view layout, std::string_view shown) {
  const school::Measure& measure = column.measure();
  switch (fault) {
    case CellFault::none:
    case CellFault::not_a_number:
      break;
    case CellFault::too_large:
      return {"unreadable-number", fmt::format("{} is too large a number to be read. Correct the cell.", shown)};
    case CellFault::too_many_decimals:
      return {"too-many-decimals",
              fmt::format("{} has more decimals than the {} that {} may have, and is not rounded. Correct the cell, or "
                          "the scale of the measure in measures.toml.",
                          shown, measure.scale, measure.code)};
    case CellFault::not_a_code:
      return {"unknown-code",
              fmt::format("{} is not a code that the layout '{}' knows for {}. Correct the cell, or add "
                          "the code to the layout.",
                          shown, layout, measure.code)};
    case CellFault::out_of_range:
      return {"out-of-range", out_of_range(column, layout, shown)};
  }
  return {"unreadable-number",
          fmt::format("{} is not a number. Correct the cell, or add the code to [missing] of the layout '{}'.", shown,
                      layout)};
}

}  // namespace termwise::ingest
