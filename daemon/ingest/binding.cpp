#include "ingest/binding.h"

#include <algorithm>
#include <string>
#include <unordered_map>

#include <fmt/format.h>

#include "base/text.h"
#include "ingest/layout.h"

namespace termwise::ingest {
namespace {

class Binder {
 public:
  Binder(const ScannedFile& file, const settings::SourceLayout& layout) : file_(file), layout_(layout) {
    for (std::size_t i = 0; i < file.header.size(); ++i) places_.emplace(column_key(file.header[i], layout), i);
  }

  // Empty where the layout has no such column, or the file may do without it.
  Result<std::optional<std::size_t>> place(const std::string& column) const {
    if (column.empty()) return std::optional<std::size_t>();
    const auto found = places_.find(column_key(column));
    if (found != places_.end()) return std::optional(found->second);
    if (is_optional(layout_, column)) return std::optional<std::size_t>();
    return Error{ExitCode::internal,
                 fmt::format("this file was to be read with the layout '{}', but has no column {}. Report this as a "
                             "defect of Termwise.",
                             layout_.id, quote(column)),
                 Location{file_.path.string()}};
  }

  Result<std::vector<std::size_t>> places(const std::vector<std::string>& columns) const {
    std::vector<std::size_t> found;
    for (const auto& column : columns) {
      TERMWISE_TRY(const auto there, place(column));
      if (there) found.push_back(*there);
    }
    return found;
  }

 private:
  const ScannedFile& file_;
  const settings::SourceLayout& layout_;
  std::unordered_map<std::string, std::size_t> places_;
};

}  // namespace

Result<Binding> bind(const ScannedFile& file, const settings::SourceLayout& layout) {
  const Binder binder(file, layout);
  Binding binding;
  TERMWISE_TRY(binding.record_type, binder.place(layout.record_type_column));
  TERMWISE_TRY(binding.urn, binder.place(layout.urn_column));
  TERMWISE_TRY(binding.la, binder.place(layout.la_column));
  TERMWISE_TRY(binding.laestab, binder.place(layout.laestab_column));
  TERMWISE_TRY(binding.upn, binder.place(layout.upn_column));
  TERMWISE_TRY(binding.year, binder.place(layout.year_column));
  TERMWISE_TRY(binding.key, binder.places(layout.key_columns));
  TERMWISE_TRY(binding.required, binder.places(layout.required));
  for (const auto& measure : layout.measures) {
    TERMWISE_TRY(const auto place, binder.place(measure.column));
    if (place) binding.measures.push_back({*place, &measure});
  }
  for (const auto& attribute : layout.attributes) {
    TERMWISE_TRY(const auto place, binder.place(attribute.column));
    if (place) binding.attributes.push_back({*place, &attribute});
  }
  return binding;
}

}  // namespace termwise::ingest
