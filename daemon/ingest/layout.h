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

// Every column of a layout, as it spells them: subject, measures, attributes, ignored.
std::vector<std::string> columns_of(const settings::SourceLayout& layout);

// The first of the layout's encodings that the file's bytes can be.
std::optional<settings::Encoding> encoding_of(const ScannedFile& file, const settings::SourceLayout& layout);

}  // namespace termwise::ingest
