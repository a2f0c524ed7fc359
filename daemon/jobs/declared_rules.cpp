#include "jobs/declared_rules.h"

#include <fmt/format.h>

#include "store/archive.h"
#include "store/runs.h"
#include "wire/codec.h"

namespace termwise::jobs {
namespace {

Result<DeclaredRule> declared(store::Reader& reader, RunId id, const std::string& rule) {
  DeclaredRule found;
  found.rule.id = rule;
  found.rule.title = rule;
  TERMWISE_TRY(const store::Run run, store::read_run(reader, id));
  found.plugin = run.run.plugin;
  if (!run.run.plugin_sha256) return found;
  TERMWISE_TRY(const auto encoded, store::find_manifest(reader, *run.run.plugin_sha256));
  if (!encoded) return found;
  TERMWISE_TRY(const wire::Manifest manifest, wire::decode_manifest(*encoded));
  found.plugin = fmt::format("{} {}", manifest.title, manifest.version);
  for (const auto& candidate : manifest.rules)
    if (candidate.id == rule) found.rule = candidate;
  return found;
}

}  // namespace

const DeclaredRule& DeclaredRules::of(RunId run, const std::string& rule) {
  const auto key = std::pair(run.value, rule);
  const auto known = known_.find(key);
  if (known != known_.end()) return known->second;
  auto found = declared(reader_, run, rule);
  return known_.emplace(key, found ? std::move(found).value() : DeclaredRule{}).first->second;
}

}  // namespace termwise::jobs
