#include "ingest/figure_columns.h"

#include <fmt/format.h>

#include "base/text.h"

namespace termwise::ingest {

Result<std::vector<FigurePlace>> figure_columns(const Binding& binding, const settings::SourceLayout& layout,
                                                const settings::Settings& settings, const MissingCodes& missing) {
  std::vector<FigurePlace> places;
  for (const auto& [column, declared] : binding.measures) {
    const school::Measure* const measure = settings.measure(declared->measure);
    if (measure == nullptr)
      return Error{ExitCode::configuration,
                   fmt::format("the layout '{}' names the measure {}, which measures.toml does not have. Add it there.",
                               layout.id, quote(declared->measure)),
                   layout.where};
    places.push_back({column, FigureColumn(*declared, *measure, missing)});
  }
  return places;
}

}  // namespace termwise::ingest
