// Columns that tell who a pupil is, known by the words in their names.
#pragma once

#include <string_view>

#include "settings/settings.h"

namespace termwise::settings {

// What of the layout's [refused] the column's name says that it holds; null where nothing. Words of a name are told apart
// by anything but letters and digits, and by a capital after a small letter; capitals play no part. "DATE OF BIRTH" is in
// "Pupil date-of-birth" and in "PupilDateOfBirth"; a word of six letters or more is also found within another, "SURNAME" in
// "LEGALSURNAME".
const RefusedColumns* refusal_of(const SourceLayout& layout, std::string_view column);

}  // namespace termwise::settings
