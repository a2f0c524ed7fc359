// All rules of a plugin over every LA's year of a span, on all processors: the evaluations alone, whose facts were gathered
// before. Each is one confined process, as in a backtest.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "jobs/candidate.h"
#include "jobs/evaluate_years.h"
#include "settings/settings.h"

namespace {

using namespace termwise;

constexpr int kRounds = 3;
constexpr std::chrono::year_month_day kToday = std::chrono::year(2026) / 1 / 5;

struct Measured {
  std::vector<double> seconds;  // in order
  std::size_t places = 0;
  std::size_t findings = 0;
  std::map<std::string, std::size_t> below;  // by rule: those with the outcome BELOW
};

Result<std::vector<jobs::Trial>> trials_of(store::Reader& reader, const jobs::Bench& bench,
                                           const jobs::Candidate& candidate, const jobs::YearSpan& span) {
  TERMWISE_TRY(const BatchId highest, jobs::batch_to_see(reader, bench));
  TERMWISE_TRY(const auto places,
               jobs::places_with_data(reader, span, std::nullopt, highest, [](const LaCode&) { return true; }));
  std::vector<jobs::Trial> trials;
  for (const auto& place : places) {
    TERMWISE_TRY(auto parameters, jobs::parameters_for(bench.settings, candidate.manifest, place.la, {}));
    trials.push_back({&candidate.file, &candidate.manifest, place, highest, std::move(parameters), {}});
    for (const auto& rule : candidate.manifest.rules) trials.back().rules.push_back(rule.id);
  }
  return trials;
}

Result<Measured> measure(const settings::Settings& settings, const char* url, const char* program, const char* plugin,
                         const char* years) {
  const sandbox::PluginHost host(program);
  TERMWISE_TRY(const jobs::Candidate candidate, jobs::open_candidate(settings, host, plugin));
  TERMWISE_TRY(const jobs::YearSpan span, jobs::parse_year_span(years));
  TERMWISE_TRY(store::Reader reader, store::Reader::open(url));
  const jobs::Bench bench{settings, host, url, kToday, {}};
  TERMWISE_TRY(const auto trials, trials_of(reader, bench, candidate, span));
  std::vector<std::optional<snapshot::Snapshot>> facts(trials.size());
  TERMWISE_CHECK(jobs::spread(url, trials.size(), {}, [&](store::Reader& own, std::size_t piece) -> Result<void> {
    TERMWISE_TRY(facts[piece], jobs::facts_for(own, bench, trials[piece]));
    return {};
  }));
  Measured measured;
  measured.places = trials.size();
  for (int round = 0; round < kRounds; ++round) {
    std::vector<std::vector<jobs::RuleVerdicts>> verdicts(trials.size());
    const auto start = std::chrono::steady_clock::now();
    TERMWISE_CHECK(jobs::spread(url, trials.size(), {}, [&](store::Reader&, std::size_t piece) -> Result<void> {
      TERMWISE_TRY(verdicts[piece], jobs::judge(bench, trials[piece], *facts[piece]));
      return {};
    }));
    measured.seconds.push_back(std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
    measured.findings = 0;
    measured.below.clear();
    for (const auto& place : verdicts)
      for (const auto& rule : place) {
        measured.findings += rule.findings.size();
        for (const auto& finding : rule.findings)
          if (finding.outcome == "BELOW") ++measured.below[rule.rule];
      }
  }
  std::sort(measured.seconds.begin(), measured.seconds.end());
  return measured;
}

int fail(const Error& error) {
  std::fprintf(stderr, "%s\n", error.text().c_str());
  return static_cast<int>(error.exit);
}

}  // namespace

// Prints: the median, least and greatest seconds, LA-years, findings, and how many of ks2-floor are BELOW.
int main(int argc, char** argv) {
  if (argc != 6) {
    std::fprintf(stderr, "usage: evaluation_bench MAIN-FILE DATABASE-URL PLUGIN-HOST PLUGIN YEARS\n");
    return 64;
  }
  const auto loaded = settings::load(argv[1]);
  if (!loaded.settings) return fail(loaded.errors.front());
  const auto measured = measure(*loaded.settings, argv[2], argv[3], argv[4], argv[5]);
  if (!measured) return fail(measured.error());
  const auto& seconds = measured->seconds;
  const auto below = measured->below.find("ks2-floor");
  std::printf("%.3f %.3f %.3f %zu %zu %zu\n", seconds[seconds.size() / 2], seconds.front(), seconds.back(),
              measured->places, measured->findings, below == measured->below.end() ? 0 : below->second);
  return 0;
}
