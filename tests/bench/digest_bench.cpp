// Digests from findings to the bytes that are sent, as the job writes them for the readers of one LA: each has 30 entries
// and the chart that was drawn once for all. One line of JSON.
#include <chrono>
#include <cstdio>

#include "report/digest_samples.h"

namespace {

using namespace termwise::report;
using namespace termwise::report::samples;
using Clock = std::chrono::steady_clock;

constexpr int kDigests = 1000;
constexpr int kListed = 30;
constexpr int kSchools = 300;  // that the rule judges

DigestInput realistic() {
  auto made = input();
  made.told_on = kToldOn;
  for (int i = 0; i < kSchools; ++i) {
    auto one = i >= kListed ? elm_park() : i % 2 == 0 ? ash_grove() : cherry_tree();
    one.row.finding.subject = one.lineage = 900000 + i;
    if (i < kListed && i % 3 == 0) {
      auto told = told_as(one);
      told.sentence += " As told before.";
      made.told.push_back(std::move(told));
    }
    made.findings.push_back(std::move(one));
  }
  made.files = {{"2016-2017_886_ks2final.csv", "DfE key stage 2 performance tables, 2016/17", kToldOn, 1, 2}};
  return made;
}

double seconds_since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

}  // namespace

int main() {
  const DigestInput facts = realistic();
  const Vocabulary words = vocabulary();
  const auto chart_start = Clock::now();
  const std::string chart = chart_png(make_digest(facts, words));
  const double chart_seconds = seconds_since(chart_start);
  std::size_t bytes = 0;
  const auto start = Clock::now();
  for (int i = 0; i < kDigests; ++i) {
    Letter to = letter();
    to.message_id = "digest-4-" + std::to_string(i) + "@kent.example.invalid";
    const auto mail = digest_mail(make_digest(facts, words), to, chart);
    if (!mail) return static_cast<int>(mail.error().exit);
    bytes = mime_bytes(mail.value()).size();
  }
  const double seconds = seconds_since(start);
  std::printf(
      "{\"digests\": %d, \"entries\": %d, \"seconds\": %.3f, \"digest_ms\": %.3f, \"chart_ms\": %.3f, \"bytes\": "
      "%zu}\n",
      kDigests, kListed, seconds, 1000 * seconds / kDigests, 1000 * chart_seconds, bytes);
  return 0;
}
