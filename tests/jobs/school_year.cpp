// Lives through a span of time in seconds: moves the database's clock from one due time to the next, and plans, claims
// and ends what is due as a daemon does. The plugin's own work is left out; other tests run it. Prints a line for each
// occurrence as it ends.
#include <cstdio>
#include <filesystem>

#include <pqxx/pqxx>

#include "calendar/london.h"
#include "calendar/occurrences.h"
#include "jobs/planner.h"
#include "store/programs.h"
#include "store/queue.h"

namespace {

using namespace termwise;
using std::chrono::floor;
using std::chrono::seconds;
using std::chrono::sys_seconds;

constexpr std::chrono::days kPlanEvery{30};

// The clock that only the owner of the schema may set.
class FakeClock {
 public:
  explicit FakeClock(const std::string& url) : connection_(url) {}
  void start_at(sys_seconds instant) {
    pqxx::nontransaction(connection_)
        .exec_params("UPDATE termwise.clock SET shift = to_timestamp($1) - clock_timestamp()",
                     instant.time_since_epoch().count());
  }
  void move_on(std::chrono::milliseconds by) {
    pqxx::nontransaction(connection_)
        .exec_params("UPDATE termwise.clock SET shift = shift + $1 * interval '1 millisecond'", by.count());
  }

 private:
  pqxx::connection connection_;
};

long long minute(store::Instant instant) { return floor<std::chrono::minutes>(instant).time_since_epoch().count(); }

struct Year {
  store::Database& database;
  const jobs::Configuration& configuration;
  store::Claimant claimant;
  FakeClock& clock;
};

Result<void> do_what_is_due(const Year& year) {
  while (true) {
    TERMWISE_TRY(const auto claimed, store::claim(year.database, year.claimant));
    if (!claimed) return {};
    TERMWISE_CHECK(store::finish(year.database, claimed->claim, true, {}, {"Rehearsed.", "", {}}));
    std::printf("%s\t%s\t%lld\t%lld\n", claimed->schedule.c_str(), claimed->period.c_str(), minute(claimed->due),
                minute(claimed->started));
  }
}

Result<void> live(const Year& year, sys_seconds from, sys_seconds to) {
  year.clock.start_at(from);
  auto plan_at = from;
  while (true) {
    TERMWISE_TRY(store::Beat beat, store::beat(year.database, year.claimant.program));
    if (floor<seconds>(beat.now) >= plan_at) {
      TERMWISE_CHECK(jobs::plan_all(year.database, year.configuration, beat.now, seconds(90)));
      plan_at = floor<seconds>(beat.now) + kPlanEvery;
      TERMWISE_TRY(beat, store::beat(year.database, year.claimant.program));
    }
    TERMWISE_CHECK(do_what_is_due(year));
    const auto to_plan = std::chrono::milliseconds(plan_at - floor<seconds>(beat.now));
    const auto next = std::min(beat.until_next + std::chrono::milliseconds(1), to_plan);
    if (beat.now + next >= to) return {};
    year.clock.move_on(next);
  }
}

Result<void> run(char** arguments) {
  auto loaded = settings::load(arguments[1]);
  if (!loaded.settings) return loaded.errors.front();
  const std::string url = arguments[2];
  const sandbox::PluginHost host(arguments[3]);
  const auto from = calendar::london_instant(*calendar::parse_date(arguments[4]), std::chrono::minutes(0));
  const auto to = calendar::london_instant(*calendar::parse_date(arguments[5]), std::chrono::minutes(0));
  TERMWISE_TRY(store::Database database, store::Database::open(url));
  jobs::Catalogue catalogue = jobs::load_catalogue(*loaded.settings, host).catalogue;
  TERMWISE_TRY(const RevisionId revision, jobs::accept_settings(database, *loaded.settings, catalogue));
  const jobs::Configuration configuration{std::move(*loaded.settings), std::move(catalogue), revision};
  const seconds lease(90);
  FakeClock clock(url);
  clock.start_at(from);
  TERMWISE_TRY(const ProgramId program, store::register_program(database, {.name = "termwised",
                                                                           .host = "rehearsal",
                                                                           .process_id = 1,
                                                                           .version = "0",
                                                                           .workers = 1,
                                                                           .lease = lease,
                                                                           .revision = revision}));
  return live({database, configuration, {program, revision, lease, ""}, clock}, from, to);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 6) {
    std::fprintf(stderr, "usage: school_year CONFIGURATION DATABASE-URL PLUGIN-HOST FROM TO\n");
    return 64;
  }
  const auto done = run(argv);
  if (done) return 0;
  std::fprintf(stderr, "%s\n", done.error().text().c_str());
  return static_cast<int>(done.error().exit);
}
