// A file's columns held against a layout's.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "settings/settings.h"

namespace termwise::ingest {

struct Comparison {
  const settings::SourceLayout* layout = nullptr;
  std::size_t shared = 0;
  std::vector<std::string> missing;  // of the layout's columns that a file must have, in its order
  std::vector<std::string> added;    // of the file's columns, in its order
  bool same_columns() const { return missing.empty() && added.empty(); }
};

Comparison compare(const std::vector<std::string>& header, const settings::SourceLayout& layout);

// Whether `a` comes nearer to the file than `b`, which may be of no layout.
bool nearer(const Comparison& a, const Comparison& b);

// Whether so little is shared that the file is nothing this layout knows.
bool is_unrelated(const Comparison& comparison, std::size_t columns);

}  // namespace termwise::ingest
