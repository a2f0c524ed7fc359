// A plugin that is tried over past years, by its name or from a file: nothing of it need be installed or in any LA's
// configuration.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/ids.h"
#include "base/result.h"
#include "report/over_time.h"
#include "sandbox/plugin_file.h"
#include "sandbox/plugin_host.h"
#include "settings/settings.h"
#include "wire/messages.h"

namespace termwise::jobs {

struct Candidate {
  sandbox::PluginFile file;
  wire::Manifest manifest;
};

// `named`: a path where it has a slash or ends in ".so", otherwise the name of an installed plugin, which plugins.lock must
// allow where there is one; a path is free. Errors: 66 (there is no such plugin, with those there are), those of
// PluginFile::open, 78 (it is not locked, or the lock cannot be read), 70 (it cannot be described, in its words).
Result<Candidate> open_candidate(const settings::Settings& settings, const sandbox::PluginHost& host,
                                 const std::string& named);

// Whether the plugin is written for this LA.
bool may_serve(const wire::Manifest& manifest, const LaCode& la);

// Error (exit 64): the plugin has no such rule, with those it has.
Result<const wire::Rule*> rule_named(const wire::Manifest& manifest, const std::string& rule);

using Overrides = std::map<std::string, std::string>;  // parameter -> value

// The parameters that the plugin gets for this LA: its defaults, then what the LA's file sets for a plugin of this id,
// then `overrides`. What the file sets that only `other` declares is left out. Errors: 78 as bind_parameters, 64 where
// it is an override that does not fit.
Result<std::vector<std::pair<std::string, std::string>>> parameters_for(const settings::Settings& settings,
                                                                        const wire::Manifest& manifest,
                                                                        const LaCode& la, const Overrides& overrides,
                                                                        const wire::Manifest* other = nullptr);

report::PluginName name_of(const Candidate& candidate);

}  // namespace termwise::jobs
