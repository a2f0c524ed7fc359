// A layout laid over one file's header: which column of the file is what.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "base/result.h"
#include "ingest/ingest.h"
#include "settings/settings.h"

namespace termwise::ingest {

// Places are those in the header, from 0. Columns that the layout makes optional and the file lacks are not here.
struct Binding {
  struct Measure {
    std::size_t column;
    const settings::MeasureColumn* measure;
  };
  struct Attribute {
    std::size_t column;
    const settings::AttributeColumn* attribute;
  };
  std::optional<std::size_t> record_type;
  std::optional<std::size_t> urn;
  std::optional<std::size_t> la;
  std::optional<std::size_t> laestab;
  std::optional<std::size_t> upn;
  std::optional<std::size_t> year;
  std::vector<std::size_t> key;
  std::vector<std::size_t> required;
  std::vector<Measure> measures;      // in the layout's order
  std::vector<Attribute> attributes;  // likewise
};

// The layout must outlive the binding. Error (exit 70): the header lacks a column that the layout does not make
// optional; recognise() has then not been asked.
Result<Binding> bind(const ScannedFile& file, const settings::SourceLayout& layout);

}  // namespace termwise::ingest
