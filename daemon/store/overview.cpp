#include "store/overview.h"

#include "store/session.h"
#include "store/sql_texts.h"

namespace termwise::store {
namespace {

const char* word(Which which) {
  switch (which) {
    case Which::running:
      return "running";
    case Which::due:
      return "due";
    case Which::next:
      return "next";
    case Which::unsettled:
      return "unsettled";
    case Which::ended:
      break;
  }
  return "ended";
}

}  // namespace

Result<std::vector<ListedOccurrence>> list_occurrences(Reader& reader, const std::optional<LaCode>& la, Which which,
                                                       std::size_t most) {
  const auto code = la ? std::optional(la->text()) : std::nullopt;
  return reader.session().read([&](pqxx::transaction_base& transaction) -> Result<std::vector<ListedOccurrence>> {
    std::vector<ListedOccurrence> listed;
    for (const auto& row :
         transaction.exec_params(sql::list_occurrences, or_null(code), word(which), std::to_string(most)))
      listed.push_back({.id = OccurrenceId{row[0].as<std::int64_t>()},
                        .la = row[1].as<std::string>(),
                        .schedule = row[2].as<std::string>(),
                        .period = row[3].as<std::string>(),
                        .job = row[4].as<std::string>(),
                        .due = time_of(row[5]),
                        .state = row[6].as<std::string>(),
                        .sentence = row[7].as<std::string>(),
                        .failures = row[8].as<int>(),
                        .attempts = row[9].as<int>(),
                        .file = row[10].as<std::string>(),
                        .ended = optional_time_of(row[11]),
                        .retry = optional_time_of(row[12]),
                        .held_back = row[13].is_null() ? std::string() : row[13].as<std::string>(),
                        .settled = row[14].as<bool>(),
                        .holder = row[15].as<std::string>(),
                        .started = optional_time_of(row[16]),
                        .late = row[17].as<bool>()});
    return listed;
  });
}

Result<std::vector<Attempt>> list_attempts(Reader& reader, const std::vector<OccurrenceId>& occurrences) {
  std::vector<std::int64_t> ids;
  for (const auto& id : occurrences) ids.push_back(id.value);
  return reader.session().read([&](pqxx::transaction_base& transaction) -> Result<std::vector<Attempt>> {
    std::vector<Attempt> attempts;
    for (const auto& row : transaction.exec_params(sql::list_attempts, array_of(ids)))
      attempts.push_back({.occurrence = OccurrenceId{row[0].as<std::int64_t>()},
                          .token = row[1].as<std::int64_t>(),
                          .host = row[2].as<std::string>(),
                          .process_id = row[3].as<int>(),
                          .started = time_of(row[4]),
                          .finished = optional_time_of(row[5]),
                          .outcome = row[6].as<std::string>(),
                          .sentence = row[7].as<std::string>(),
                          .standard_error = bytes_of(row[8]),
                          .use = {std::chrono::milliseconds(row[9].as<std::int64_t>()),
                                  std::chrono::milliseconds(row[10].as<std::int64_t>()), row[11].as<std::uint64_t>()}});
    return attempts;
  });
}

Result<std::vector<Program>> list_daemons(Reader& reader) {
  return reader.session().read([&](pqxx::transaction_base& transaction) -> Result<std::vector<Program>> {
    std::vector<Program> programs;
    for (const auto& row : transaction.exec(sql::list_programs))
      programs.push_back({.id = ProgramId{row[0].as<std::int64_t>()},
                          .host = row[2].as<std::string>(),
                          .process_id = row[3].as<int>(),
                          .version = row[4].as<std::string>(),
                          .workers = row[5].as<int>(),
                          .revision = RevisionId{row[6].as<std::int64_t>()},
                          .started = time_of(row[7]),
                          .seen = time_of(row[8]),
                          .now = time_of(row[9])});
    return programs;
  });
}

}  // namespace termwise::store
