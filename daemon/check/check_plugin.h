// What can be wrong with a plugin, found before it is installed: everything that runs it runs it in the real sandbox. Needs
// no database and no configuration.
#pragma once

#include <cstddef>
#include <filesystem>

#include "base/result.h"
#include "check/finding.h"
#include "check/lab.h"
#include "sandbox/plugin_host.h"
#include "settings/settings.h"

namespace termwise::check {

inline constexpr std::size_t kAllEngland = 25'000;  // schools

struct Options {
  sandbox::Limits limits;                        // of one run
  const settings::Settings* settings = nullptr;  // its measures and standards, where there is a configuration
  std::size_t schools = kAllEngland;             // of the largest run
  Progress progress;
};

// Errors (exit 66): there is no such file. (75, 70): a plugin host cannot be started. What is wrong with the plugin is in
// the report. Call it from a thread that lives as long as the call: plugin hosts end with the thread that started them.
Result<Report> check_plugin(const std::filesystem::path& path, const sandbox::PluginHost& host, const Options& options);

}  // namespace termwise::check
