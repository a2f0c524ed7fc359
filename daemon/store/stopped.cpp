#include "store/stopped.h"

#include "store/session.h"
#include "store/sql_texts.h"

namespace termwise::store {

Result<std::vector<StoppedRecipient>> list_stopped(Reader& reader, std::size_t most) {
  return reader.session().read([&](pqxx::transaction_base& transaction) -> Result<std::vector<StoppedRecipient>> {
    std::vector<StoppedRecipient> stopped;
    for (const auto& row : transaction.exec_params(sql::list_stopped, std::to_string(most))) {
      TERMWISE_TRY(const LaCode la, la_code_of(row[0]));
      stopped.push_back({la, row[1].as<std::string>(), time_of(row[2])});
    }
    return stopped;
  });
}

}  // namespace termwise::store
