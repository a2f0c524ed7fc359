#include "store/records.h"

#include <fmt/format.h>

#include "store/session.h"
#include "store/sql_texts.h"

namespace termwise::store {
namespace {

std::vector<std::int64_t> one_each(pqxx::transaction_base& transaction, const char* query, std::string_view dataset,
                                   const std::vector<std::string>& names) {
  std::vector<std::int64_t> found;
  for (const auto& row : transaction.exec_params(query, std::string(dataset), array_of(names)))
    found.push_back(row[0].as<std::int64_t>());
  return found;
}

// An absent number is left as nothing; its reason stands in the other array.
std::vector<std::optional<std::int64_t>> optional_numbers_of(const pqxx::field& array) {
  std::vector<std::optional<std::int64_t>> numbers;
  for (const auto& text : optional_texts_of(array))
    numbers.push_back(text ? std::optional<std::int64_t>(std::stoll(*text)) : std::nullopt);
  return numbers;
}

Error both(const pqxx::row& row, std::string_view what) {
  return {ExitCode::internal,
          fmt::format("Line {} of batch {} has both a {} and a reason why there is none, or neither. Was the database "
                      "edited by hand?",
                      row[3].c_str(), row[2].c_str(), what)};
}

Result<std::vector<school::Value>> values_of(const pqxx::row& row, const std::vector<std::int64_t>& scales) {
  const auto units = optional_numbers_of(row[4]);
  const auto reasons = numbers_of(row[5]);
  std::vector<school::Value> values;
  values.reserve(scales.size());
  for (std::size_t i = 0; i < scales.size(); ++i) {
    const auto missing = school::missing_numbered(static_cast<std::uint8_t>(reasons[i]));
    if (units[i].has_value() == missing.has_value()) return both(row, "value");
    if (missing)
      values.emplace_back(*missing);
    else
      values.emplace_back(Decimal(*units[i], static_cast<int>(scales[i])));
  }
  return values;
}

Result<std::vector<school::Attribute>> attributes_of(const pqxx::row& row) {
  auto texts = optional_texts_of(row[6]);
  const auto reasons = numbers_of(row[7]);
  std::vector<school::Attribute> attributes;
  attributes.reserve(texts.size());
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const auto missing = school::missing_numbered(static_cast<std::uint8_t>(reasons[i]));
    if (texts[i].has_value() == missing.has_value()) return both(row, "text");
    if (missing)
      attributes.emplace_back(*missing);
    else
      attributes.emplace_back(*std::move(texts[i]));
  }
  return attributes;
}

// Of a row of latest_records, latest_items or records_of_school.
Result<SchoolRecord> record_of(const pqxx::row& row, const std::vector<std::int64_t>& scales) {
  SchoolRecord record;
  record.urn = Urn{row[0].as<std::int64_t>()};
  record.year = row[1].as<int>();
  record.batch = BatchId{row[2].as<std::int64_t>()};
  record.line = row[3].as<std::uint32_t>();
  TERMWISE_TRY(record.values, values_of(row, scales));
  TERMWISE_TRY(record.attributes, attributes_of(row));
  if (!row[8].is_null()) {
    TERMWISE_TRY(record.la_code, la_code_of(row[8]));
  }
  return record;
}

// Calls take(record, row) for each row of latest_records, latest_items or latest_adviser_items. `whom`: an array of URNs,
// or an LA.
template <typename Take>
Result<void> each_latest(pqxx::transaction_base& transaction, const char* query, std::string_view dataset,
                         const std::string& whom, std::pair<int, int> summers, BatchId highest,
                         const std::vector<std::string>& measures, const std::vector<std::string>& attributes,
                         const Take& take) {
  const auto positions = one_each(transaction, sql::measure_positions, dataset, measures);
  const auto scales = one_each(transaction, sql::measure_scales, dataset, measures);
  const auto attribute_positions = one_each(transaction, sql::attribute_positions, dataset, attributes);
  for (const auto& row : transaction.exec_params(query, std::string(dataset), whom, summers.first, summers.second,
                                                 highest.value, array_of(positions), array_of(attribute_positions))) {
    TERMWISE_TRY(SchoolRecord record, record_of(row, scales));
    take(std::move(record), row);
  }
  return {};
}

}  // namespace

Result<std::vector<Urn>> schools_of_la(Reader& reader, const LaCode& la, int summer, BatchId highest) {
  return reader.session().read([&](pqxx::transaction_base& transaction) -> Result<std::vector<Urn>> {
    std::vector<Urn> schools;
    for (const auto& row : transaction.exec_params(sql::schools_of_la, la.text(), summer, highest.value))
      schools.push_back(Urn{row[0].as<std::int64_t>()});
    return schools;
  });
}

Result<std::vector<SchoolRecord>> latest_records(Reader& reader, std::string_view dataset,
                                                 const std::vector<Urn>& schools, int first_summer, int last_summer,
                                                 BatchId highest, const std::vector<std::string>& measures,
                                                 const std::vector<std::string>& attributes) {
  return reader.session().read([&](pqxx::transaction_base& transaction) -> Result<std::vector<SchoolRecord>> {
    std::vector<SchoolRecord> records;
    TERMWISE_CHECK(each_latest(transaction, sql::latest_records, dataset, array_of(schools),
                               {first_summer, last_summer}, highest, measures, attributes,
                               [&](SchoolRecord record, const pqxx::row&) { records.push_back(std::move(record)); }));
    return records;
  });
}

Result<std::vector<ItemRecord>> latest_items(Reader& reader, std::string_view dataset, const std::vector<Urn>& schools,
                                             int first_summer, int last_summer, BatchId highest,
                                             const std::vector<std::string>& measures,
                                             const std::vector<std::string>& attributes) {
  return reader.session().read([&](pqxx::transaction_base& transaction) -> Result<std::vector<ItemRecord>> {
    std::vector<ItemRecord> records;
    TERMWISE_CHECK(each_latest(transaction, sql::latest_items, dataset, array_of(schools), {first_summer, last_summer},
                               highest, measures, attributes, [&](SchoolRecord record, const pqxx::row& row) {
                                 records.push_back({std::move(record), row[9].as<std::string>()});
                               }));
    return records;
  });
}

Result<std::vector<ItemRecord>> latest_adviser_items(Reader& reader, std::string_view dataset, const LaCode& la,
                                                     int first_summer, int last_summer, BatchId highest,
                                                     const std::vector<std::string>& measures,
                                                     const std::vector<std::string>& attributes) {
  return reader.session().read([&](pqxx::transaction_base& transaction) -> Result<std::vector<ItemRecord>> {
    std::vector<ItemRecord> records;
    TERMWISE_CHECK(each_latest(transaction, sql::latest_adviser_items, dataset, la.text(), {first_summer, last_summer},
                               highest, measures, attributes, [&](SchoolRecord record, const pqxx::row& row) {
                                 record.urn = Urn{0};
                                 records.push_back({std::move(record), row[9].as<std::string>()});
                               }));
    return records;
  });
}

Result<std::vector<FiledRecord>> records_of_school(Reader& reader, std::string_view dataset, Urn urn, BatchId highest,
                                                   const std::vector<std::string>& measures,
                                                   const std::vector<std::string>& attributes) {
  return reader.session().read([&](pqxx::transaction_base& transaction) -> Result<std::vector<FiledRecord>> {
    const auto positions = one_each(transaction, sql::measure_positions, dataset, measures);
    const auto scales = one_each(transaction, sql::measure_scales, dataset, measures);
    const auto attribute_positions = one_each(transaction, sql::attribute_positions, dataset, attributes);
    std::vector<FiledRecord> records;
    for (const auto& row : transaction.exec_params(sql::records_of_school, std::string(dataset), urn.value,
                                                   array_of(positions), array_of(attribute_positions), highest.value)) {
      TERMWISE_TRY(SchoolRecord record, record_of(row, scales));
      records.push_back({std::move(record), row[9].as<std::string>()});
    }
    return records;
  });
}

Result<std::vector<std::string>> datasets_up_to(Reader& reader, BatchId highest) {
  return reader.session().read([&](pqxx::transaction_base& transaction) -> Result<std::vector<std::string>> {
    std::vector<std::string> datasets;
    for (const auto& row : transaction.exec_params(sql::datasets_up_to, highest.value))
      datasets.push_back(row[0].as<std::string>());
    return datasets;
  });
}

namespace {

// Of a query that gives one year or none.
Result<std::optional<AcademicYear>> year_or_none(const pqxx::result& found) {
  if (found[0][0].is_null()) return std::optional<AcademicYear>();
  TERMWISE_TRY(const AcademicYear year, year_of(found[0][0]));
  return std::optional<AcademicYear>(year);
}

}  // namespace

Result<std::optional<AcademicYear>> latest_year(Reader& reader, const LaCode& la, BatchId highest,
                                                const std::vector<std::string>& datasets) {
  return reader.session().read([&](pqxx::transaction_base& transaction) {
    return year_or_none(transaction.exec_params(sql::latest_year, la.text(), highest.value, array_of(datasets)));
  });
}

Result<std::optional<AcademicYear>> latest_year_of_schools(Reader& reader, const LaCode& la, BatchId highest,
                                                           AcademicYear to) {
  return reader.session().read([&](pqxx::transaction_base& transaction) {
    return year_or_none(transaction.exec_params(sql::latest_year_of_schools, la.text(), highest.value, to.summer()));
  });
}

Result<std::vector<LaCode>> las_with_records(Reader& reader, const std::optional<AcademicYear>& year,
                                             const std::optional<BatchId>& highest) {
  const auto summer = year ? std::optional(std::to_string(year->summer())) : std::nullopt;
  const auto batch = highest ? std::optional(std::to_string(highest->value)) : std::nullopt;
  return reader.session().read([&](pqxx::transaction_base& transaction) -> Result<std::vector<LaCode>> {
    std::vector<LaCode> las;
    for (const auto& row : transaction.exec_params(sql::las_with_records, or_null(summer), or_null(batch))) {
      TERMWISE_TRY(const LaCode la, la_code_of(row[0]));
      las.push_back(la);
    }
    return las;
  });
}

Result<bool> has_records(Reader& reader, const LaCode& la) {
  return reader.session().read([&](pqxx::transaction_base& transaction) -> Result<bool> {
    return transaction.exec_params(sql::la_has_records, la.text())[0][0].as<bool>();
  });
}

Result<BatchColumns> batch_columns(Reader& reader, BatchId id) {
  return reader.session().read([&](pqxx::transaction_base& transaction) -> Result<BatchColumns> {
    const pqxx::result batch = transaction.exec_params(sql::batch_columns, id.value);
    if (batch.empty()) return Error{ExitCode::data, fmt::format("There is no batch {} in this database.", id.value)};
    BatchColumns found;
    TERMWISE_TRY(found.file, sha256_of(batch[0][0]));
    found.file_name = batch[0][1].as<std::string>();
    for (const auto& row : transaction.exec_params(sql::batch_measure_columns, id.value))
      found.columns[row[0].as<std::string>()] = {row[1].as<std::uint32_t>(), row[2].as<std::string>()};
    return found;
  });
}

}  // namespace termwise::store
