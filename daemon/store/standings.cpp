#include "store/standings.h"

#include "store/session.h"
#include "store/sql_texts.h"

namespace termwise::store {

Result<std::vector<Standing>> list_standings(Reader& reader) {
  return reader.session().read([&](pqxx::transaction_base& transaction) -> Result<std::vector<Standing>> {
    std::vector<Standing> standings;
    for (const auto& row : transaction.exec(sql::list_standings)) {
      TERMWISE_TRY(const LaCode la, la_code_of(row[0]));
      TERMWISE_TRY(const AcademicYear year, year_of(row[2]));
      const auto rule = row[1].as<std::string>();
      if (standings.empty() || standings.back().la != la || standings.back().rule != rule)
        standings.push_back({la, rule, year, RunId{row[3].as<std::int64_t>()}, {}});
      standings.back().outcomes.emplace_back(row[4].as<std::string>(), row[5].as<std::int64_t>());
    }
    return standings;
  });
}

Result<std::vector<NextOccurrence>> next_of_each_la(Reader& reader) {
  return reader.session().read([&](pqxx::transaction_base& transaction) -> Result<std::vector<NextOccurrence>> {
    std::vector<NextOccurrence> next;
    for (const auto& row : transaction.exec(sql::next_of_each_la)) {
      TERMWISE_TRY(const LaCode la, la_code_of(row[0]));
      next.push_back({la, row[1].as<std::string>(), row[2].as<std::string>(), row[3].as<std::string>(), time_of(row[4]),
                      row[5].as<bool>()});
    }
    return next;
  });
}

}  // namespace termwise::store
