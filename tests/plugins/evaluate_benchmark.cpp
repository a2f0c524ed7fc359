// How long a plugin takes over one LA that is larger than any: 20,000 schools, in process, without the
// harness's own work. A counting host copies nothing.
#include <benchmark/benchmark.h>

#include "floor_world.h"

namespace termwise::plugin_tests {
namespace {

constexpr int kSchools = 20'000;

struct Timed {
  const tw_plugin* plugin = nullptr;
  benchmark::State* state = nullptr;
} timed;

std::int32_t evaluate_repeatedly(const tw_input* input, const tw_emit_host*) {
  std::int64_t findings = 0;
  tw_emit_host host{sizeof(tw_emit_host), 0, &findings, nullptr, nullptr, nullptr};
  host.finding = [](void* count, const tw_finding*) {
    ++*static_cast<std::int64_t*>(count);
    return TW_OK;
  };
  host.fail = [](void*, tw_text sentence) { timed.state->SkipWithError(std::string(view(sentence)).c_str()); };
  host.cancelled = [](void*) { return 0; };
  const auto* rules = static_cast<const tw_rules*>(timed.plugin->extension(borrow(TW_RULES_EXTENSION)));
  for (auto _ : *timed.state) rules->evaluate(input, &host);
  timed.state->SetItemsProcessed(findings);
  return TW_OK;
}

void evaluate(benchmark::State& state, const tw_plugin& plugin) {
  World world(2017, "886");
  add_floor_standard(world, 2017);
  const auto points = [](int tenths) { return Decimal(tenths, 1).to_string(); };
  for (int i = 0; i < kSchools; ++i) {
    const auto progress = [&](int seed) {
      const int score = (i * seed) % 190 - 100;
      return Progress{points(score), points(score - 30), points(score + 30)};
    };
    add_school(world, kUrn + i,
               School{std::to_string(5 + i % 120), std::to_string(i % 101), progress(7), progress(11), progress(13)});
  }
  timed = {&plugin, &state};
  static const tw_rules kTimedRules{sizeof(tw_rules), 0, &evaluate_repeatedly};
  tw_plugin proxy = plugin;
  proxy.extension = [](tw_text) -> const void* { return &kTimedRules; };
  world.run(proxy);
}

BENCHMARK_CAPTURE(evaluate, national_20000_schools, national())->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(evaluate, kent_20000_schools, kent())->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace termwise::plugin_tests

BENCHMARK_MAIN();
