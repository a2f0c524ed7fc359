// What a file's name says, held against what files of a layout are usually called.
#pragma once

#include <optional>
#include <string_view>

#include "base/ids.h"

namespace termwise::ingest {

struct NameMatch {
  std::optional<AcademicYear> year;  // where the pattern has {year}, {summer} or {date}
};

// `pattern` as in a layout's `names`: * is any text, {year} 2016-2017, 2016-17 or 201617, {summer} 2017, {date}
// 2022-04-20, 20220420 or 2022-04 (the academic year that contains it). Without regard to ASCII case. Empty where the
// name does not fit.
std::optional<NameMatch> match_name(std::string_view pattern, std::string_view name);

// "2016/17", "2016-17", "2016-2017", "201617": consecutive years. Empty for anything else.
std::optional<AcademicYear> parse_year_span(std::string_view text);
// "2017": the academic year with this summer.
std::optional<AcademicYear> parse_summer(std::string_view text);

}  // namespace termwise::ingest
