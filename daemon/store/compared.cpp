#include "store/compared.h"

#include <charconv>

#include <fmt/format.h>

#include "store/session.h"
#include "store/sql_texts.h"

namespace termwise::store {

namespace {

std::string key(std::int64_t urn, std::string_view item) { return fmt::format("{}/{}", urn, item); }

}  // namespace

// Each figure's digits or "-", a space between them.
Result<void> ComparedFigures::add_figures(std::string_view text) {
  const std::size_t first = units_.size();
  const char* at = text.data();
  const char* const end = at + text.size();
  while (at < end) {
    Units units;
    const auto [stop, error] = std::from_chars(at, end, units.value);
    units.present = error == std::errc();
    units_.push_back(units);
    at = (units.present ? stop : at + 1) + 1;
  }
  if (units_.size() - first == scales_.size()) return {};
  return Error{ExitCode::internal, "A query for the figures of other files gave more or fewer than were asked for."};
}

Result<ComparedFigures> ComparedFigures::read(Reader& reader, const std::string& dataset, int summer,
                                              const std::vector<const school::Measure*>& measures) {
  std::vector<std::string> codes;
  ComparedFigures figures;
  for (const auto* measure : measures) {
    codes.push_back(measure->code);
    figures.scales_.push_back(measure->scale);
  }
  return reader.session().read([&](pqxx::transaction_base& transaction) -> Result<ComparedFigures> {
    std::vector<std::int64_t> positions;
    for (const auto& row : transaction.exec_params(sql::measure_positions, dataset, array_of(codes)))
      positions.push_back(row[0].as<std::int64_t>());
    const pqxx::result rows = transaction.exec_params(sql::compared_figures, dataset, summer, array_of(positions),
                                                      static_cast<std::int64_t>(kMaximumComparedRecords + 1));
    if (rows.size() > kMaximumComparedRecords) {
      figures.too_many_ = true;
      return std::move(figures);
    }
    for (const auto& row : rows) {
      const Record record{BatchId{row[2].as<std::int64_t>()}, row[3].as<std::uint32_t>(), figures.units_.size()};
      TERMWISE_CHECK(figures.add_figures(row[4].c_str()));
      figures.names_.try_emplace(record.batch.value);
      const auto urn = row[0].as<std::int64_t>();
      const std::string_view item = row[1].c_str();
      if (item.empty())
        figures.records_.emplace(urn, record);
      else
        figures.item_records_.emplace(key(urn, item), record);
    }
    std::vector<std::int64_t> batches;
    for (const auto& [batch, name] : figures.names_) batches.push_back(batch);
    for (const auto& row : transaction.exec_params(sql::batch_names, array_of(batches)))
      figures.names_[row[0].as<std::int64_t>()] = row[1].as<std::string>();
    return std::move(figures);
  });
}

const ComparedFigures::Record* ComparedFigures::find(Urn urn, std::string_view item) const {
  if (item.empty()) {
    const auto found = records_.find(urn.value);
    return found == records_.end() ? nullptr : &found->second;
  }
  const auto found = item_records_.find(key(urn.value, item));
  return found == item_records_.end() ? nullptr : &found->second;
}

std::optional<Decimal> ComparedFigures::figure(const Record& record, std::size_t place) const {
  const Units& units = units_[record.first + place];
  return units.present ? std::optional(Decimal(units.value, scales_[place])) : std::nullopt;
}

}  // namespace termwise::store
