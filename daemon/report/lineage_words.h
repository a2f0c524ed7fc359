// Links between schools in words.
#pragma once

#include <optional>
#include <string>

#include "base/ids.h"
#include "school/link.h"

namespace termwise::report {

// "Ash Primary School (URN 900001)", or "URN 900001" where no file names it.
std::string school_in_words(Urn urn, const std::string& name);

// What became of the earlier school: "was converted on 1 September 2011", "became a sponsored academy", "was succeeded".
std::string change_in_words(school::LinkKind kind, const std::optional<std::chrono::year_month_day>& on);

}  // namespace termwise::report
