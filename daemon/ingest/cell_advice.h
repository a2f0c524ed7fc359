// What a reader says about a cell of figures that it cannot take as the layout declares it.
#pragma once

#include <string>
#include <string_view>

#include "ingest/cell.h"

namespace termwise::ingest {

struct CellAdvice {
  std::string_view rule;  // "unreadable-number"
  std::string advice;     // what is wrong and what to do
};

// `shown` begins the sentence: the cell's text in quotation marks, or words that stand for it. `fault` is not none.
CellAdvice advice_on(CellFault fault, const FigureColumn& column, std::string_view layout, std::string_view shown);

}  // namespace termwise::ingest
