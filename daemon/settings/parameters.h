// Holds an LA's parameter values against what the plugin declares.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "settings/settings.h"
#include "wire/messages.h"

namespace termwise::settings {

struct BoundParameters {
  std::vector<std::pair<std::string, std::string>> values;  // sorted by name, defaults filled in
  std::vector<Error> errors;  // unknown name (with the nearest), wrong type, out of range; exit 78, located
};

BoundParameters bind_parameters(const PluginUse& use, const wire::Manifest& manifest);

}  // namespace termwise::settings
