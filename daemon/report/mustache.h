// Logic-less templates: Mustache's comments, variables, sections, inverted sections, partials and delimiters, without
// lambdas. A template is part of the program; what it shows is data, and every value is escaped unless it is asked for
// with {{{ }}} or {{& }}, which only markup that the program made itself may be. In sections a name without a value,
// null, false, an empty list and an empty text are false; all else is true, also 0.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

#include "base/result.h"

namespace termwise::report {

enum class Escape { html, none };  // none: plain text, where {{x}} stands as it is

inline constexpr std::size_t kMaximumTemplateDepth = 50;  // of partials and sections within each other

using Partials = std::map<std::string, std::string_view, std::less<>>;

// Error (exit 70): a tag or section that is not closed or not well formed, or one within another beyond the limit, with
// its line. A partial that is not given shows nothing.
Result<std::string> render(std::string_view text, const nlohmann::json& view, Escape escape,
                           const Partials& partials = {});

// & < > " ' as entities, so that the result may stand in HTML text and in quoted attributes.
std::string escape_html(std::string_view text);

}  // namespace termwise::report
