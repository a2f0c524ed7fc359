// Runs one plugin over made-up facts in the real sandbox, again and again, and keeps what is asked of every run: that it
// ends well, and that each finding can be said.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "check/finding.h"
#include "check/sentences.h"
#include "check/synthetic.h"
#include "sandbox/plugin_host.h"

namespace termwise::check {

// Told before each run: how many there were before, and what the next one is about.
using Progress = std::function<void(std::size_t runs, const std::string& what)>;

struct Run {
  sandbox::Outcome outcome;
  std::vector<wire::Finding> findings;  // when completed: sorted by (rule, subject), their notes sorted
  bool completed() const { return outcome.ending == sandbox::Ending::completed; }
};

class Lab {
 public:
  // All outlive the lab. `limits` are those of one run with the large facts; the others get at most kSmallDeadline.
  Lab(const sandbox::PluginHost& host, const sandbox::PluginFile& file, const wire::Manifest& manifest,
      const settings::Settings* settings, const sandbox::Limits& limits, Progress progress)
      : host_(host),
        file_(file),
        manifest_(manifest),
        settings_(settings),
        limits_(limits),
        progress_(std::move(progress)),
        sentences_(manifest) {}

  const wire::Manifest& manifest() const { return manifest_; }
  const settings::Settings* settings() const { return settings_; }
  const sandbox::Limits& limits() const { return limits_; }
  bool needs(std::string_view table) const;
  Sentences& sentences() { return sentences_; }
  std::size_t runs() const { return runs_; }
  // Whether going on would only take time and say the same again.
  bool hopeless() const { return !why_hopeless().empty(); }
  std::string_view why_hopeless() const;  // a clause; empty while it is not
  bool ever_completed() const { return !got_through_.empty(); }
  // Whether a run over these facts completed; what compares runs over them would otherwise compare nothing.
  bool got_through(const Scene& scene) const { return got_through_.count(scene.id) != 0; }

  Result<Facts> facts(const Scene& scene) const { return make_facts(manifest_, scene, settings_); }
  wire::Input input() const { return usual_input(manifest_); }

  // Errors (exit 75, 70) only when the process cannot be started.
  Result<Run> run(const Facts& facts, const wire::Input& input, const std::string& what);
  // Keeps only how the run ended. Sentences are looked at unless they are so many that they say the same again.
  Result<Run> run_large(const Facts& facts, const wire::Input& input, const std::string& what);
  Result<sandbox::Drilled> drill(const Facts& facts, const wire::DrillRequest& request, const std::string& what);

 private:
  static constexpr std::chrono::milliseconds kSmallDeadline{10'000};
  static constexpr std::size_t kMostLookedAt = 200'000;  // findings of one run
  static constexpr std::size_t kMostTimeouts = 3;
  static constexpr std::size_t kMostWithoutOne = 10;  // runs at the start of which none completes

  Result<Run> run_within(const sandbox::Limits& limits, const Facts& facts, const wire::Input& input,
                         const std::string& what);
  sandbox::Limits small_limits() const;
  void begin(const std::string& what);
  void count(sandbox::Ending ending);

  const sandbox::PluginHost& host_;
  const sandbox::PluginFile& file_;
  const wire::Manifest& manifest_;
  const settings::Settings* settings_;
  sandbox::Limits limits_;
  Progress progress_;
  Sentences sentences_;
  std::size_t runs_ = 0;
  std::size_t ended_badly_ = 0;
  std::size_t timeouts_ = 0;
  std::set<std::string> got_through_;  // scenes
};

// An outcome's sentence without what is said to those who cannot mend the plugin.
std::string for_author(const sandbox::Outcome& outcome);

}  // namespace termwise::check
