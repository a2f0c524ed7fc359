#include <unistd.h>

#include <cstdio>

#include <fmt/format.h>

#include "app/plugin_commands.h"
#include "app/workspace.h"
#include "check/check_plugin.h"
#include "check/report_text.h"
#include "settings/settings.h"

namespace termwise::app {
namespace {

// One line that is written over again and again, on a terminal only.
class ProgressLine {
 public:
  ProgressLine() : shown_(::isatty(STDERR_FILENO) == 1) {}
  ~ProgressLine() {
    if (shown_) fmt::print(stderr, "\r\x1b[K");
  }
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;

  void show(std::size_t runs, const std::string& what) const {
    if (!shown_) return;
    fmt::print(stderr, "\r\x1b[KRun {}: {:.60}", runs + 1, what);
    std::fflush(stderr);
  }

 private:
  bool shown_;
};

// A configuration is a help and no condition: without one, and with one that has errors, the check goes on without it.
std::optional<settings::Settings> settings_if_there(const std::filesystem::path& config) {
  std::error_code ignored;
  if (!std::filesystem::is_regular_file(config, ignored)) return std::nullopt;
  auto loaded = settings::load(config);
  if (!loaded.settings)
    fmt::print(stderr, "{} has errors, so its measures and standards are not used. 'termwise check' names them.\n",
               config.string());
  return std::move(loaded.settings);
}

}  // namespace

int plugin_check_command(const PluginCheckOptions& options) {
  const auto settings = settings_if_there(options.config);
  const ProgressLine line;
  check::Options wanted;
  wanted.settings = settings ? &*settings : nullptr;
  if (settings) {
    wanted.limits.deadline = settings->limits.deadline;
    wanted.limits.memory_bytes = settings->limits.memory_megabytes << 20;
  }
  wanted.progress = [&line](std::size_t runs, const std::string& what) { line.show(runs, what); };
  const auto report = check::check_plugin(options.file, plugin_host(), wanted);
  if (!report) return fail(report.error());
  fmt::print("{}", options.json ? check::report_json(*report) : check::report_text(*report));
  const bool bad =
      report->count(check::Severity::error) > 0 || (options.strict && report->count(check::Severity::warning) > 0);
  return static_cast<int>(bad ? ExitCode::data : ExitCode::ok);
}

}  // namespace termwise::app
