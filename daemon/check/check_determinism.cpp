#include <sys/personality.h>

#include <chrono>
#include <thread>
#include <vector>

#include <fmt/format.h>

#include "base/text.h"
#include "check/difference.h"
#include "check/remedies.h"
#include "check/run_checks.h"

namespace termwise::check {
namespace {

constexpr int kRepeats = 3;  // each with another address layout, where the system chooses one at random
constexpr std::chrono::milliseconds kOneSecond{1100};
constexpr std::string_view kAsk =
    "Look for uninitialised memory, addresses (of objects, or as the order of a container), a clock or random numbers "
    "in what decides this.";

// Processes that are started while this lives have their memory at fixed addresses.
class FixedAddresses {
 public:
  FixedAddresses() : before_(::personality(kAsk_)) {
    if (before_ >= 0) ::personality(static_cast<unsigned long>(before_) | ADDR_NO_RANDOMIZE);
  }
  ~FixedAddresses() {
    if (before_ >= 0) ::personality(static_cast<unsigned long>(before_));
  }
  FixedAddresses(const FixedAddresses&) = delete;
  FixedAddresses& operator=(const FixedAddresses&) = delete;

 private:
  static constexpr unsigned long kAsk_ = 0xFFFF'FFFF;  // changes nothing and returns what it is
  int before_;
};

class Repeats {
 public:
  Repeats(Lab& lab, Notebook& notes) : lab_(lab), notes_(notes) {}

  // Everything that findings may not depend on. The plugin got through this scene before.
  Result<void> in_every_way(const Scene& scene) {
    TERMWISE_TRY(const Facts facts, lab_.facts(scene));
    const auto started = std::chrono::steady_clock::now();
    TERMWISE_TRY(const Run first, lab_.run(facts, lab_.input(), "the same again"));
    if (!expect_completed(first, "Run again", std::string(kAsk), notes_)) return {};
    for (int i = 1; i < kRepeats; ++i) TERMWISE_CHECK(again(facts, first, "again"));
    {
      const FixedAddresses fixed;
      TERMWISE_CHECK(again(facts, first, "with its memory at fixed addresses"));
    }
    TERMWISE_CHECK(other_tokens(scene, first, facts));
    TERMWISE_CHECK(renumbered(scene, first));
    TERMWISE_CHECK(fewer_schools(scene, first));
    TERMWISE_CHECK(settings_backwards(facts, first));
    // A plugin that writes the time's second down would pass within that second.
    std::this_thread::sleep_until(started + kOneSecond);
    return again(facts, first, "a second later");
  }

  Result<void> once_more(const Scene& scene) {
    TERMWISE_TRY(const Facts facts, lab_.facts(scene));
    TERMWISE_TRY(const Run first, lab_.run(facts, lab_.input(), scene.words));
    if (!expect_completed(first, "Run again", std::string(kAsk), notes_)) return {};
    TERMWISE_CHECK(renumbered(scene, first));
    return again(facts, first, "again");
  }

 private:
  Result<void> again(const Facts& facts, const Run& first, const std::string& how) {
    TERMWISE_TRY(const Run run, lab_.run(facts, lab_.input(), fmt::format("the same {}", how)));
    if (!expect_completed(run, fmt::format("Run {}", how), std::string(kAsk), notes_)) return {};
    if (const auto difference = first_difference(first.findings, run.findings))
      notes_.error("repeat", fmt::format("The same facts, run {}, gave other findings: {}.", how, *difference),
                   std::string(kAsk));
    return {};
  }

  Result<void> other_tokens(Scene scene, const Run& first, const Facts& facts) {
    scene.tokens_backwards = true;
    TERMWISE_TRY(const Facts other, lab_.facts(scene));
    TERMWISE_TRY(const Run run, lab_.run(other, lab_.input(), "other evidence tokens"));
    if (!expect_completed(run, "With other evidence tokens", std::string(kAsk), notes_)) return {};
    if (const auto difference = first_difference(with_cells(first.findings, facts), with_cells(run.findings, other)))
      notes_.error("evidence",
                   fmt::format("Other evidence tokens for the same facts gave other findings: {}.", *difference),
                   "Hand tokens on and draw nothing from them: their numbers have no meaning.");
    return {};
  }

  // The tables are sorted by URN, so that schools can only change places under other URNs.
  Result<void> renumbered(Scene scene, const Run& first) {
    scene.renumbered = true;
    TERMWISE_TRY(const Facts other, lab_.facts(scene));
    TERMWISE_TRY(const Run run, lab_.run(other, lab_.input(), "schools in other places"));
    if (!expect_completed(run, "With the schools in other places", std::string(kAsk), notes_)) return {};
    if (const auto difference =
            first_difference(untraced(first.findings), untraced(with_schools_behind(run.findings, other))))
      notes_.warning(
          "place",
          fmt::format("What the plugin finds about a school depends on its URN, or on its place in the tables: {}.",
                      *difference),
          "Look for what is kept from one school to the next. Where it breaks ties by the URN, leave it as it is.");
    return {};
  }

  Result<void> fewer_schools(Scene scene, const Run& first) {
    scene.half = true;
    TERMWISE_TRY(const Facts other, lab_.facts(scene));
    TERMWISE_TRY(const Run run, lab_.run(other, lab_.input(), "half of the schools"));
    if (!expect_completed(run, "With half of the schools left out", std::string(kAsk), notes_)) return {};
    const auto expected = about(first.findings, other.subjects);
    // Tokens differ with the number of rows.
    if (const auto difference = first_difference(untraced(expected), untraced(run.findings)))
      notes_.note(
          "other-schools",
          fmt::format("What the plugin finds about a school depends on which others there are: {}.", *difference),
          "Nothing, where the rule ranks schools or compares them with their LA; else mend it.");
    return {};
  }

  Result<void> settings_backwards(const Facts& facts, const Run& first) {
    wire::Input input = lab_.input();
    if (input.settings.size() < 2) return {};
    input.settings = {input.settings.rbegin(), input.settings.rend()};
    TERMWISE_TRY(const Run run, lab_.run(facts, input, "settings in another order"));
    if (!run.completed() || first_difference(first.findings, run.findings))
      notes_.note("settings-order",
                  "The plugin finds a setting by its place and not by its name: with the settings in another order it "
                  "did something else.",
                  "Look settings up by name. Their order is promised, and how many there are is not.");
    return {};
  }

  Lab& lab_;
  Notebook& notes_;
};

}  // namespace

Result<Check> check_determinism(Lab& lab) {
  Notebook notes("determinism");
  std::vector<Scene> scenes;
  for (auto& scene : {usual_scene(), gappy_scene(), hostile_scene()})
    if (lab.got_through(scene)) scenes.push_back(scene);
  if (scenes.empty()) return skipped("determinism", "no run came to its end whose findings could be compared");
  const std::size_t before = lab.runs();
  Repeats repeats(lab, notes);
  TERMWISE_CHECK(repeats.in_every_way(scenes.front()));
  for (std::size_t i = 1; i < scenes.size(); ++i) TERMWISE_CHECK(repeats.once_more(scenes[i]));
  return std::move(notes).finish(counted(static_cast<long long>(lab.runs() - before), "run", "runs") +
                                 ": repeated, a second later, at other addresses, with other tokens, with schools in "
                                 "other places and fewer of them");
}

}  // namespace termwise::check
