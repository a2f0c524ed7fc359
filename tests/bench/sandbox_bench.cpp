// What the sandbox costs: a no-op plugin run in it beside the same call in this process, pairs in turn; and how long it
// takes from the facts of all England, finished in memory, to the plugin's first instruction.
#include <dlfcn.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <string>
#include <vector>

#include "sandbox/plugin_host.h"
#include "wire/image.h"

namespace {

using namespace termwise;
using Clock = std::chrono::steady_clock;

constexpr int kPairs = 1000;
constexpr int kRounds = 21;
constexpr std::size_t kSchools = 25'000;
constexpr std::size_t kYears = 10;
constexpr int kMeasures = 20;
constexpr int kAttributes = 8;

double milliseconds(Clock::duration time) { return std::chrono::duration<double, std::milli>(time).count(); }

template <typename T>
T must(Result<T> result) {
  if (result.ok()) return std::move(result).value();
  std::fprintf(stderr, "%s\n", result.error().text().c_str());
  std::exit(70);
}

void print(const char* what, std::vector<double> values) {
  std::sort(values.begin(), values.end());
  std::printf("  %-58s median %6.2f ms, 99th percentile %6.2f ms\n", what, values[values.size() / 2],
              values[values.size() * 99 / 100]);
}

struct Facts {
  std::vector<std::byte> image;
  std::vector<std::int64_t> subjects;
};

// A row for each school and year: what snapshots give to a rule that looks at many measures.
Facts facts_of(std::size_t schools, std::size_t years) {
  const std::size_t rows = schools * years;
  std::vector<std::int64_t> urns(rows);
  std::vector<std::int64_t> summers(rows);
  std::vector<std::int64_t> numbers(rows);
  std::vector<std::uint32_t> evidence(rows);
  std::vector<std::string> texts(rows);
  const std::vector<std::uint8_t> present(rows, TW_PRESENT);
  Facts facts;
  for (std::size_t row = 0; row < rows; ++row) {
    urns[row] = static_cast<std::int64_t>(100'000 + row / years);
    summers[row] = static_cast<std::int64_t>(2010 + row % years);
    numbers[row] = static_cast<std::int64_t>(row * 7919 % 1000);
    evidence[row] = static_cast<std::uint32_t>(row + 1);
    texts[row] = "Community school " + std::to_string(row % 97);
    if (row % years == 0) facts.subjects.push_back(urns[row]);
  }
  wire::ImageBuilder builder;
  const auto keys = [&] {
    builder.add_decimals("urn", 0, urns, present, {});
    builder.add_decimals("year", 0, summers, present, {});
  };
  builder.begin_table("school/1", rows);
  keys();
  for (int i = 0; i < kAttributes; ++i) builder.add_strings("attribute_" + std::to_string(i), texts, present, evidence);
  builder.begin_table("measure/1", rows);
  keys();
  for (int i = 0; i < kMeasures; ++i)
    builder.add_decimals("MEASURE_" + std::to_string(i), 1, numbers, present, evidence);
  facts.image = must(builder.finish());
  return facts;
}

wire::Input input_of() {
  wire::Input input;
  input.year = 2017;
  input.la_code = "926";
  input.rules = {"ks2-floor"};
  return input;
}

int32_t take_nothing(void*, const tw_finding*) { return TW_OK; }
void hear_nothing(void*, tw_text) {}
int32_t never(void*) { return 0; }

// The plugin's evaluate() as somebody would call it who trusted it.
double call_here(const tw_rules& rules, const Facts& facts) {
  const auto start = Clock::now();
  const auto tables = must(wire::ImageTables::view(facts.image));
  tw_input input{};
  input.size = sizeof input;
  input.year = 2017;
  input.tables = tables.tables().data();
  input.table_count = static_cast<std::uint32_t>(tables.tables().size());
  const tw_emit_host host{sizeof host, 0, nullptr, take_nothing, hear_nothing, never};
  if (rules.evaluate(&input, &host) != TW_OK) std::exit(70);
  return milliseconds(Clock::now() - start);
}

void compare(const sandbox::PluginHost& host, const char* plugin) {
  const auto file = must(sandbox::PluginFile::open(plugin));
  const auto description = must(host.describe(file, {}));
  void* library = ::dlopen(plugin, RTLD_NOW | RTLD_LOCAL);
  const auto* entry = library == nullptr ? nullptr : static_cast<const tw_plugin*>(::dlsym(library, "tw_plugin_entry"));
  if (entry == nullptr || !description.manifest) std::exit(70);
  constexpr char kRules[] = TW_RULES_EXTENSION;
  const auto* rules = static_cast<const tw_rules*>(entry->extension({kRules, sizeof kRules - 1, 0}));
  const Facts facts = facts_of(3, 1);
  std::vector<double> inside, here, added;
  for (int i = 0; i < kPairs; ++i) {
    const auto start = Clock::now();
    const auto evaluation =
        must(host.evaluate(file, *description.manifest, input_of(), facts.image, facts.subjects, {}));
    inside.push_back(milliseconds(Clock::now() - start));
    if (evaluation.outcome.ending != sandbox::Ending::completed) std::exit(70);
    here.push_back(call_here(*rules, facts));
    added.push_back(inside.back() - here.back());
  }
  std::printf("a no-op plugin in the sandbox%s, spawn to last byte, beside its call in this process, %d pairs:\n",
              description.outcome.lacking.any() ? " (INCOMPLETE on this kernel)" : "", kPairs);
  print("in the sandbox", inside);
  print("in this process", here);
  print("added (goal: under 6 ms)", added);
}

void reach_first_call(const sandbox::PluginHost& host, const char* plugin) {
  const auto file = must(sandbox::PluginFile::open(plugin));
  const auto description = must(host.describe(file, {}));
  const auto begun = Clock::now();
  const Facts facts = facts_of(kSchools, kYears);
  const double building = milliseconds(Clock::now() - begun);
  const auto sealing = Clock::now();
  const sandbox::SealedFacts sealed = must(sandbox::SealedFacts::seal(facts.image));
  const double sealed_in = milliseconds(Clock::now() - sealing);
  std::vector<double> times;
  for (int i = 0; i < kRounds; ++i) {
    const auto start = Clock::now();
    const auto evaluation = must(host.evaluate(file, *description.manifest, input_of(), sealed, facts.subjects, {}));
    const std::string& said = evaluation.outcome.sentence;
    const auto at = said.find("called at ");
    if (at == std::string::npos) std::exit(70);
    const std::chrono::nanoseconds called(std::stoll(said.substr(at + 10)));
    times.push_back(milliseconds(called - start.time_since_epoch()));
  }
  std::printf("facts of %zu schools, %zu years (%zu MiB), built in %.0f ms and sealed in %.0f ms:\n", kSchools, kYears,
              facts.image.size() >> 20, building, sealed_in);
  print("from the sealed facts to the plugin's first call (goal: 50)", times);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) {
    std::fprintf(stderr, "usage: sandbox_bench PLUGIN-HOST NOOP-PLUGIN CLOCK-PLUGIN\n");
    return 64;
  }
  const sandbox::PluginHost host(argv[1]);
  compare(host, argv[2]);
  reach_first_call(host, argv[3]);
  return 0;
}
