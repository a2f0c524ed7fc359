#include "check/check_plugin.h"

#include <fmt/format.h>

#include "base/file.h"
#include "base/text.h"
#include "check/manifest_quality.h"
#include "check/remedies.h"
#include "check/run_checks.h"
#include "check/static_checks.h"

namespace termwise::check {
namespace {

constexpr int kDescriptions = 3;

// The check `file`: whether Termwise would take it at all.
Check check_file(const Result<sandbox::PluginFile>& file, std::size_t size) {
  Notebook notes("file");
  if (!file.ok())
    notes.error(file.error().exit == ExitCode::not_allowed ? "owner-or-mode" : "unusable",
                fmt::format("Termwise will not load this file. {}", file.error().message),
                "Mend that first: the plugin was not run.");
  return std::move(notes).finish(counted(static_cast<long long>(size), "byte", "bytes"));
}

struct Described {
  Check check;
  std::optional<wire::Manifest> manifest;
};

// The check `abi`: the plugin loads, its entry and structures are those of this host, and it always says the same of
// itself.
Result<Described> describe(const sandbox::PluginHost& host, const sandbox::PluginFile& file,
                           const sandbox::Limits& limits) {
  Notebook notes("abi");
  std::optional<wire::Manifest> manifest;
  for (int i = 0; i < kDescriptions; ++i) {
    TERMWISE_TRY(const sandbox::Description description, host.describe(file, limits));
    if (description.outcome.ending == sandbox::Ending::stopped)
      return Error{ExitCode::try_again, "The check was stopped."};
    if (!description.manifest) {
      notes.error(
          sandbox::name(description.outcome.ending), for_author(description.outcome),
          remedy_for(description.outcome.ending, "Mend its entry and manifest: abi.h says what each must hold."));
      manifest.reset();
      break;
    }
    if (manifest && *manifest != *description.manifest) {
      notes.error(
          "describe-changes",
          fmt::format("The plugin {} described itself differently when it was asked again.", quote(manifest->id)),
          "Let describe() give the same manifest whenever it is called: Termwise keeps what it said first.");
      break;
    }
    manifest = description.manifest;
  }
  std::string detail = manifest ? fmt::format("ABI {}.{}", manifest->abi_major, manifest->abi_minor) : "loading";
  return Described{std::move(notes).finish(std::move(detail)), std::move(manifest)};
}

Result<void> run_checks(Lab& lab, std::string_view bytes, std::size_t schools, std::vector<Check>& checks) {
  const auto add = [&](Result<Check> result) -> Result<void> {
    TERMWISE_TRY(Check check, std::move(result));
    checks.push_back(std::move(check));
    return {};
  };
  const auto add_if_useful = [&](const char* id, auto make) -> Result<void> {
    if (lab.hopeless()) return add(skipped(id, std::string(lab.why_hopeless())));
    return add(make());
  };
  TERMWISE_CHECK(add(check_facts(lab)));
  TERMWISE_CHECK(add_if_useful("scale", [&] { return check_scale(lab, schools); }));
  TERMWISE_CHECK(add_if_useful("determinism", [&] { return check_determinism(lab); }));
  TERMWISE_CHECK(add_if_useful("parameters", [&] { return check_parameters(lab, bytes); }));
  TERMWISE_CHECK(add_if_useful("drills", [&] { return check_drills(lab); }));
  checks.push_back(lab.sentences().report());
  return {};
}

void skip_runs(std::vector<Check>& checks, const std::string& why) {
  for (const char* id : {"facts", "scale", "determinism", "parameters", "drills", "templates"})
    checks.push_back(skipped(id, why));
}

}  // namespace

Result<Report> check_plugin(const std::filesystem::path& path, const sandbox::PluginHost& host,
                            const Options& options) {
  const auto started = std::chrono::steady_clock::now();
  Report report;
  report.file = path.string();
  const auto file = sandbox::PluginFile::open(path);
  if (!file.ok() && file.error().exit == ExitCode::no_input) return file.error();
  // What the sandbox would run; where it would not, the file itself, to look at.
  TERMWISE_TRY(const std::string bytes, file.ok() ? file->bytes() : read_file(path, sandbox::kMaximumPluginBytes));
  report.sha256 = sha256(bytes).hex();
  report.checks.push_back(check_file(file, bytes.size()));
  for (auto& check : check_statically(bytes)) report.checks.push_back(std::move(check));
  const auto finish = [&] {
    report.time = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - started);
    return std::move(report);
  };
  if (!file.ok()) {
    for (const char* id : {"abi", "manifest"}) report.checks.push_back(skipped(id, "the file is not run"));
    skip_runs(report.checks, "the file is not run");
    return finish();
  }

  TERMWISE_TRY(Described described, describe(host, *file, options.limits));
  report.checks.push_back(std::move(described.check));
  if (!described.manifest) {
    report.checks.push_back(skipped("manifest", "the plugin cannot be loaded"));
    skip_runs(report.checks, "the plugin cannot be loaded");
    return finish();
  }
  const wire::Manifest& manifest = *described.manifest;
  report.plugin = manifest.id;
  report.version = manifest.version;
  report.checks.push_back(check_manifest_quality(manifest, options.settings));
  if (!has_only_known_tables(manifest)) {
    skip_runs(report.checks, "the plugin needs tables that do not exist");
    return finish();
  }
  Lab lab(host, *file, manifest, options.settings, options.limits, options.progress);
  TERMWISE_CHECK(run_checks(lab, bytes, options.schools, report.checks));
  return finish();
}

}  // namespace termwise::check
