#include "store/registers.h"

#include "store/session.h"
#include "store/sql_texts.h"

namespace termwise::store {

Result<std::vector<RegisterRow>> register_rows(Reader& reader, const RegisterFilter& filter) {
  return reader.session().read([&](pqxx::transaction_base& transaction) -> Result<std::vector<RegisterRow>> {
    const auto la = filter.la ? std::optional(filter.la->text()) : std::nullopt;
    const auto year = filter.year ? std::optional(std::to_string(filter.year->summer())) : std::nullopt;
    const auto urn = filter.urn ? std::optional(std::to_string(filter.urn->value)) : std::nullopt;
    std::vector<RegisterRow> rows;
    for (const auto& row : transaction.exec_params(sql::register_rows, filter.dataset, or_null(la), or_null(year),
                                                   or_null(urn), filter.replaced))
      rows.push_back({BatchId{row[0].as<std::int64_t>()}, row[1].as<std::uint32_t>()});
    return rows;
  });
}

}  // namespace termwise::store
