// Whether a manifest that can be loaded also tells people what they need to know.
#pragma once

#include "check/finding.h"
#include "settings/settings.h"
#include "wire/messages.h"

namespace termwise::check {

// The check `manifest`. `settings` is null where there is no configuration.
Check check_manifest_quality(const wire::Manifest& manifest, const settings::Settings* settings);

// Whether this version of Termwise can bring every table that the manifest needs.
bool has_only_known_tables(const wire::Manifest& manifest);

}  // namespace termwise::check
