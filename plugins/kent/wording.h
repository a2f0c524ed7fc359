// The sentences in which this plugin answers.
#pragma once

#include <vector>

#include <termwise/manifest.hpp>

namespace termwise::kent {

std::vector<Template> wording();

}  // namespace termwise::kent
