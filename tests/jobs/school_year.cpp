// Lives through a span of time in seconds: moves the database's clock from one due time to the next, and plans, claims
// and ends what is due as a daemon does. Prints a line for each occurrence as it ends.
//
// Without ARRIVALS the plugin's own work is left out. With it, everything is done that a daemon would do. It names a file
// with one line for each file that arrives, in the order of time: the minute since 1970, a space, and its path.
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <vector>

#include <pqxx/pqxx>

#include "calendar/london.h"
#include "calendar/occurrences.h"
#include "jobs/ingest_file.h"
#include "jobs/perform.h"
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

struct Arrival {
  sys_seconds at;
  std::string path;
};

struct Year {
  store::Database& database;
  const jobs::Configuration& configuration;
  const sandbox::PluginHost& host;
  store::Claimant claimant;
  FakeClock& clock;
  bool performs = false;  // does the work, instead of only ending it
};

Result<std::string> do_one(const Year& year, const store::Claimed& claimed) {
  if (!year.performs) {
    TERMWISE_CHECK(store::finish(year.database, claimed.claim, true, {}, {"Rehearsed.", "", {}}));
    return std::string("succeeded");
  }
  StopFlag stop;
  TERMWISE_TRY(const jobs::Performed performed,
               jobs::perform({year.database, year.configuration, year.host, stop}, claimed));
  if (performed.end != jobs::AttemptEnd::succeeded)
    std::fprintf(stderr, "%s %s: %s\n", claimed.schedule.c_str(), claimed.period.c_str(), performed.sentence.c_str());
  return std::string(jobs::name(performed.end));
}

Result<void> do_what_is_due(const Year& year) {
  while (true) {
    TERMWISE_TRY(const auto claimed, store::claim(year.database, year.claimant));
    if (!claimed) return {};
    TERMWISE_TRY(const std::string end, do_one(year, *claimed));
    std::printf("%s\t%s\t%lld\t%lld\t%s\n", claimed->schedule.c_str(), claimed->period.c_str(), minute(claimed->due),
                minute(claimed->started), end.c_str());
  }
}

// Loads what has arrived by now, and says when the next file does.
Result<std::optional<sys_seconds>> load_arrived(const Year& year, std::vector<Arrival>& arrivals, sys_seconds now) {
  while (!arrivals.empty() && arrivals.front().at <= now) {
    const auto loaded =
        jobs::ingest_file(year.database, year.configuration.settings,
                          [&] { return Result<RevisionId>(year.configuration.revision); }, arrivals.front().path, {});
    if (!loaded) return loaded.error();
    arrivals.erase(arrivals.begin());
  }
  return arrivals.empty() ? std::nullopt : std::optional(arrivals.front().at);
}

Result<void> live(const Year& year, sys_seconds from, sys_seconds to, std::vector<Arrival> arrivals) {
  year.clock.start_at(from);
  auto plan_at = from;
  while (true) {
    TERMWISE_TRY(store::Beat beat, store::beat(year.database, year.claimant.program));
    TERMWISE_TRY(const auto arrival, load_arrived(year, arrivals, floor<seconds>(beat.now)));
    if (floor<seconds>(beat.now) >= plan_at) {
      TERMWISE_CHECK(jobs::plan_all(year.database, year.configuration, beat.now, seconds(90)));
      plan_at = floor<seconds>(beat.now) + kPlanEvery;
    }
    TERMWISE_TRY(beat, store::beat(year.database, year.claimant.program));
    TERMWISE_CHECK(do_what_is_due(year));
    // The work has led to more that is due at once, or to when something is.
    if (year.performs) {
      TERMWISE_TRY(beat, store::beat(year.database, year.claimant.program));
      TERMWISE_CHECK(do_what_is_due(year));
    }
    auto next = std::min(beat.until_next + std::chrono::milliseconds(1),
                         std::chrono::milliseconds(plan_at - floor<seconds>(beat.now)));
    if (arrival) next = std::min(next, std::chrono::milliseconds(*arrival - floor<seconds>(beat.now)));
    if (beat.now + next >= to) return {};
    year.clock.move_on(next);
  }
}

std::vector<Arrival> read_arrivals(const char* path) {
  std::ifstream file(path);
  std::vector<Arrival> arrivals;
  long long at = 0;
  std::string name;
  while (file >> at && file.ignore() && std::getline(file, name))
    arrivals.push_back({sys_seconds(std::chrono::minutes(at)), name});
  return arrivals;
}

Result<void> run(char** arguments, const char* arrivals) {
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
  const Year year{database, configuration, host, {program, revision, lease, ""}, clock, arrivals != nullptr};
  return live(year, from, to, arrivals == nullptr ? std::vector<Arrival>() : read_arrivals(arrivals));
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 6 && argc != 7) {
    std::fprintf(stderr, "usage: school_year CONFIGURATION DATABASE-URL PLUGIN-HOST FROM TO [ARRIVALS]\n");
    return 64;
  }
  const auto done = run(argv, argc == 7 ? argv[6] : nullptr);
  if (done) return 0;
  std::fprintf(stderr, "%s\n", done.error().text().c_str());
  return static_cast<int>(done.error().exit);
}
