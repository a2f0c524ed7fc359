// Text from outside as a page shows it: what is no UTF-8, and control characters, as \xNN. (Markup is the templates' to
// escape.)
#pragma once

#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

namespace termwise::web {

// Line feeds and tabs stay.
std::string visible(std::string_view text);
// Of every text in it.
nlohmann::json visible(nlohmann::json view);

}  // namespace termwise::web
