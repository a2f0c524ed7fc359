#include "store/figures.h"

#include "store/session.h"
#include "store/sql_texts.h"

namespace termwise::store {

Result<std::vector<Figure>> read_figures(Reader& reader) {
  return reader.session().read([&](pqxx::transaction_base& transaction) -> Result<std::vector<Figure>> {
    std::vector<Figure> figures;
    for (const auto& row : transaction.exec(sql::read_figures))
      figures.push_back(
          {row[0].as<std::string>(), row[1].as<std::string>(), row[2].as<std::string>(), row[3].as<double>()});
    return figures;
  });
}

}  // namespace termwise::store
