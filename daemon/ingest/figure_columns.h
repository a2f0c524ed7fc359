// The columns of a file that hold figures, each with how its cells are read.
#pragma once

#include <cstddef>
#include <vector>

#include "base/result.h"
#include "ingest/binding.h"
#include "ingest/cell.h"
#include "settings/settings.h"

namespace termwise::ingest {

struct FigurePlace {
  std::size_t column;  // in the file, from 0
  FigureColumn figures;
};

// In the order of the binding. The arguments must outlive what is returned. Error (exit 78): measures.toml does not have
// one of the layout's measures.
Result<std::vector<FigurePlace>> figure_columns(const Binding& binding, const settings::SourceLayout& layout,
                                                const settings::Settings& settings, const MissingCodes& missing);

}  // namespace termwise::ingest
