#include "jobs/rule_outcomes.h"

#include "store/archive.h"
#include "store/runs.h"
#include "wire/codec.h"

namespace termwise::jobs {
namespace {

Result<std::vector<std::string>> declared(store::Reader& reader, RunId id, const std::string& rule) {
  TERMWISE_TRY(const store::Run run, store::read_run(reader, id));
  if (!run.run.plugin_sha256) return std::vector<std::string>();
  TERMWISE_TRY(const auto encoded, store::find_manifest(reader, *run.run.plugin_sha256));
  if (!encoded) return std::vector<std::string>();
  TERMWISE_TRY(const wire::Manifest manifest, wire::decode_manifest(*encoded));
  for (const auto& candidate : manifest.rules)
    if (candidate.id == rule) return candidate.outcomes;
  return std::vector<std::string>();
}

}  // namespace

const std::vector<std::string>& RuleOutcomes::of(RunId run, const std::string& rule) {
  const auto key = std::pair(run.value, rule);
  const auto known = known_.find(key);
  if (known != known_.end()) return known->second;
  auto outcomes = declared(reader_, run, rule);
  return known_.emplace(key, outcomes ? std::move(outcomes).value() : std::vector<std::string>()).first->second;
}

}  // namespace termwise::jobs
