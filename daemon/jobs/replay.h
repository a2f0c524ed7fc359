// Proves that a past run's findings follow from what was known: the same facts, plugin binary and parameters once more,
// compared byte by byte with what is stored.
#pragma once

#include <string>

#include "base/ids.h"
#include "base/result.h"
#include "sandbox/plugin_host.h"
#include "store/database.h"

namespace termwise::jobs {

struct ReplayReport {
  bool same = false;
  std::size_t findings = 0;
  std::string sentence;  // what was compared, or the first difference
};

// Errors: 65 (no such run, or one that did not succeed), 69, and whatever keeps the plugin from running (70).
Result<ReplayReport> replay(store::Reader& reader, const sandbox::PluginHost& host, const sandbox::Limits& limits,
                            RunId run);

}  // namespace termwise::jobs
