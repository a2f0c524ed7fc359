// What of a file's head tells that it is about pupils, and which of its columns it may not have.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "base/result.h"
#include "ingest/ingest.h"
#include "settings/settings.h"

namespace termwise::ingest {

// Of the rows that may be the header, the one with a column of UPNs; none where the file is not about pupils. Error (65):
// there are UPNs without such a column above them; none of them is repeated.
Result<std::optional<std::size_t>> pupils_header(const ScannedFile& file, const settings::Settings& settings);

// Of a pupil-level file, by its header. Error (65): which columns tell who the pupils are, and to leave them out.
Result<void> refuse_telling_columns(const ScannedFile& file, const settings::Settings& settings);

// Whether a column's name says that it tells who somebody is, by what the layouts of pupils refuse.
bool is_telling(std::string_view column, const settings::Settings& settings);

}  // namespace termwise::ingest
