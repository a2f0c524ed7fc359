// What a layout says about a file: which columns it has, by names that are matched after trimming and ASCII
// case folding, and in which encoding it is to be read.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/ingest.h"
#include "settings/settings.h"

namespace termwise::ingest {

// Trimmed and in upper case: two names are the same column when their keys are equal.
std::string column_key(std::string_view name);
// The same of a name in a file, which may be one of the layout's aliases.
std::string column_key(std::string_view name, const settings::SourceLayout& layout);

// Every column of a layout once, as it spells them.
std::vector<std::string> columns_of(const settings::SourceLayout& layout);
// Whether a file may lack the column.
bool is_optional(const settings::SourceLayout& layout, std::string_view column);

// The first of the layout's encodings that the file's bytes can be.
std::optional<settings::Encoding> encoding_of(const ScannedFile& file, const settings::SourceLayout& layout);

}  // namespace termwise::ingest
