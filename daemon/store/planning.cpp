#include "store/planning.h"

#include "store/session.h"
#include "store/sql_texts.h"

namespace termwise::store {
namespace {

std::int64_t seconds_of(std::chrono::sys_seconds moment) { return moment.time_since_epoch().count(); }

}  // namespace

Result<std::optional<Instant>> put_schedule(Database& database, const PlannedSchedule& schedule) {
  return database.session().write([&](pqxx::transaction_base& transaction) -> Result<std::optional<Instant>> {
    const auto put = transaction.exec_params(
        sql::put_schedule, schedule.la.text(), schedule.schedule, schedule.job, schedule.rule, schedule.revision.value,
        schedule.follows_ingest, array_of(schedule.after), schedule.catch_up, schedule.overlap,
        seconds_text(schedule.window), schedule.attempts, seconds_text(schedule.timeout), schedule.follows_runs);
    return put.empty() ? std::optional<Instant>() : time_of(put[0][0]);
  });
}

Result<std::size_t> plan(Database& database, const PlannedSchedule& schedule, const std::vector<PlannedTime>& times,
                         std::chrono::sys_seconds from, std::chrono::sys_seconds to, std::string_view why_withdrawn) {
  std::vector<std::string> periods;
  std::vector<std::int64_t> due;
  for (const auto& time : times) {
    periods.push_back(time.period);
    due.push_back(seconds_of(time.due));
  }
  const std::string names = array_of(periods);
  const std::string moments = array_of(due);
  return database.session().write([&](pqxx::transaction_base& transaction) -> Result<std::size_t> {
    const auto changed = transaction.exec_params(sql::plan_occurrences, schedule.la.text(), schedule.schedule, names,
                                                 moments, schedule.revision.value);
    const auto withdrawn =
        transaction.exec_params(sql::withdraw_occurrences, schedule.la.text(), schedule.schedule, seconds_of(from),
                                seconds_of(to), names, std::string(why_withdrawn), schedule.revision.value);
    return static_cast<std::size_t>(changed.size() + withdrawn.size());
  });
}

Result<std::size_t> keep_only(Database& database, RevisionId revision, const std::vector<LaCode>& las,
                              const std::vector<ScheduleName>& schedules) {
  std::vector<std::string> codes;
  std::vector<std::string> kept_las;
  std::vector<std::string> kept_names;
  for (const auto& la : las) codes.push_back(la.text());
  for (const auto& schedule : schedules) {
    kept_las.push_back(schedule.la.text());
    kept_names.push_back(schedule.schedule);
  }
  return database.session().write([&](pqxx::transaction_base& transaction) -> Result<std::size_t> {
    const auto removed = transaction.exec_params(sql::remove_schedules, array_of(codes), array_of(kept_las),
                                                 array_of(kept_names), revision.value);
    transaction.exec(sql::tell_work);
    return static_cast<std::size_t>(removed.size());
  });
}

}  // namespace termwise::store
