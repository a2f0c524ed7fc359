#include <malloc.h>

#include <algorithm>

#include <fmt/format.h>

#include "base/text.h"
#include "check/remedies.h"
#include "check/run_checks.h"

namespace termwise::check {
namespace {

constexpr std::size_t kStep = 10;  // times as many schools as in the run before

// Time that grows with the schools is 10 times as long for 10 times as many; with their square, 100 times. What takes
// less than a second for all England is left alone.
constexpr std::int64_t kGrowth = 30;
constexpr std::chrono::milliseconds kQuickEnough{1000};
constexpr std::chrono::milliseconds kLeastMeasurable{10};

std::string seconds(std::chrono::milliseconds time) {
  return fmt::format("{:.2f} seconds", static_cast<double>(time.count()) / 1000.0);
}

}  // namespace

Result<Check> check_scale(Lab& lab, std::size_t schools) {
  Notebook notes("scale");
  std::chrono::milliseconds before{0};
  std::string detail;
  for (const std::size_t count : {schools / kStep, schools}) {
    const Scene scene = large_scene(count);
    const auto facts = lab.facts(scene);
    if (!facts.ok()) {
      notes.warning("too-large",
                    fmt::format("The facts about {} could not be laid out. {}", scene.words, facts.error().message),
                    "Ask for fewer years or measures.");
      return std::move(notes).finish(scene.words);
    }
    TERMWISE_TRY(const Run run, lab.run_large(*facts, lab.input(), scene.words));
    detail = fmt::format("{} in {} with {} MB (limits: {} and {} MB)", scene.words, seconds(run.outcome.wall),
                         run.outcome.peak_memory_bytes >> 20, seconds(lab.limits().deadline),
                         lab.limits().memory_bytes >> 20);
    const auto ending = run.outcome.ending;
    const bool too_slow = ending == sandbox::Ending::timed_out;
    if (!expect_completed(run, fmt::format("With {}", scene.words), too_slow ? scene.hint : remedy_for(ending), notes))
      return std::move(notes).finish(std::move(detail));
    if (count == schools && run.outcome.cpu > kQuickEnough &&
        run.outcome.cpu > kGrowth * std::max(before, kLeastMeasurable))
      notes.warning("growth",
                    fmt::format("The plugin took {} for {} and {} for {} times as many: its time grows faster than the "
                                "number of schools.",
                                seconds(before), counted(static_cast<long long>(schools / kStep), "school", "schools"),
                                seconds(run.outcome.cpu), kStep),
                    scene.hint);
    before = run.outcome.cpu;
  }
  // Hundreds of megabytes of findings are gone; the pages that held them would be looked over for each process that is made
  // from now on.
  ::malloc_trim(0);
  return std::move(notes).finish(std::move(detail));
}

}  // namespace termwise::check
