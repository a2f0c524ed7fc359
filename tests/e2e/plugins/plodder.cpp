// A sound plugin that takes its time over each school, so that its host lives long enough to be killed in the middle of
// its findings. The same facts give the same findings.
#include <chrono>
#include <thread>

#include <termwise/plugin.hpp>

namespace {

using namespace termwise;

constexpr std::chrono::milliseconds kPauseForEachSchool{8};

constexpr Measure<Pupils> kLeavers{"KS2_COHORT"};
constexpr Number<Pupils> kFew{.name = "few", .by_default = "30", .meaning = "Fewer leavers than this are few."};

// Once a school: what a rule prepares is not judged again for what would have changed it.
void judge(Case& school) {
  school.answer(school.is(kLeavers < kFew), "FEW", "ENOUGH", "NOT_KNOWN");
  std::this_thread::sleep_for(kPauseForEachSchool);
}

Plugin plodder() {
  return {.id = "plodder",
          .version = "1.0.0",
          .title = "A plugin for tests",
          .rules = {{.id = "few-leavers",
                     .job = "floor-check",
                     .title = "Few leavers",
                     .source = "nowhere",
                     .outcomes = {{"FEW", "Fewer than {few} left {school}."},
                                  {"NOT_KNOWN", "How many left {school} is {KS2_COHORT}."},
                                  {"ENOUGH", "No fewer than {few} left {school}."}},
                     .reads = {kLeavers},
                     .parameters = {kFew},
                     .prepare = [](const Facts&) { return judge; }}}};
}

}  // namespace

TERMWISE_PLUGIN(plodder)
