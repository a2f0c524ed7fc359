#include "store/pupils.h"

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

std::optional<std::int64_t> number_of(const std::optional<Urn>& school) {
  return school ? std::optional(school->value) : std::nullopt;
}

PupilFigures figures_of(const pqxx::row& row, const std::vector<std::int64_t>& scales) {
  PupilFigures pupil{Urn{row[0].as<std::int64_t>()}, BatchId{row[1].as<std::int64_t>()}, {}};
  const auto units = numbers_of(row[2]);
  const auto reasons = numbers_of(row[3]);
  for (std::size_t i = 0; i < scales.size(); ++i) {
    const auto missing = school::missing_numbered(static_cast<std::uint8_t>(reasons[i]));
    if (missing)
      pupil.values.emplace_back(*missing);
    else
      pupil.values.emplace_back(Decimal(units[i], static_cast<int>(scales[i])));
  }
  return pupil;
}

}  // namespace

Result<std::vector<PupilFigures>> latest_pupils(Reader& reader, std::string_view dataset, const LaCode& la, int summer,
                                                BatchId highest, const std::optional<Urn>& school,
                                                const std::vector<std::string>& measures) {
  return reader.session().read([&](pqxx::transaction_base& transaction) -> Result<std::vector<PupilFigures>> {
    const auto positions = one_each(transaction, sql::measure_positions, dataset, measures);
    const auto scales = one_each(transaction, sql::measure_scales, dataset, measures);
    std::vector<PupilFigures> pupils;
    for (const auto& row : transaction.exec_params(sql::latest_pupils, std::string(dataset), la.text(), summer,
                                                   highest.value, number_of(school), array_of(positions)))
      pupils.push_back(figures_of(row, scales));
    return pupils;
  });
}

Result<std::optional<AcademicYear>> latest_pupil_year(Reader& reader, std::string_view dataset, const LaCode& la,
                                                      BatchId highest, const std::optional<Urn>& school) {
  return reader.session().read([&](pqxx::transaction_base& transaction) -> Result<std::optional<AcademicYear>> {
    const auto row = transaction.exec_params1(sql::latest_pupil_year, std::string(dataset), la.text(), highest.value,
                                              number_of(school));
    if (row[0].is_null()) return std::optional<AcademicYear>();
    TERMWISE_TRY(const AcademicYear year, year_of(row[0]));
    return std::optional(year);
  });
}

Result<std::vector<Urn>> schools_of_dataset(Reader& reader, std::string_view dataset, const LaCode& la, int summer,
                                            BatchId highest) {
  return reader.session().read([&](pqxx::transaction_base& transaction) -> Result<std::vector<Urn>> {
    std::vector<Urn> schools;
    for (const auto& row :
         transaction.exec_params(sql::schools_of_dataset, std::string(dataset), la.text(), summer, highest.value))
      schools.push_back(Urn{row[0].as<std::int64_t>()});
    return schools;
  });
}

}  // namespace termwise::store
