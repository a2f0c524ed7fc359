#include "kept_facts.h"

#include <algorithm>
#include <string>

#include <termwise/abi.h>

#include "wire/image.h"

namespace termwise::abi_tests {
namespace {

constexpr std::int32_t kYear = 2017;
constexpr std::int32_t kFirstOfJanuary2018 = 17532;

struct Row {
  std::int64_t school;
  std::int64_t year;
};

std::vector<Row> rows_of(const wire::Need& need) {
  std::vector<Row> rows;
  for (const std::int64_t school : kSchools)
    for (std::int64_t year = kYear - need.years_before; year <= kYear; ++year) rows.push_back({school, year});
  return rows;
}

void begin_with_keys(wire::ImageBuilder& image, const wire::Need& need, const std::vector<Row>& rows) {
  std::vector<std::int64_t> schools, years;
  for (const Row& row : rows) {
    schools.push_back(row.school);
    years.push_back(row.year);
  }
  const std::vector<std::uint8_t> present(rows.size(), TW_PRESENT);
  image.begin_table(need.table, rows.size());
  image.add_decimals("urn", 0, schools, present, {});
  image.add_decimals("year", 0, years, present, {});
}

void add_texts(wire::ImageBuilder& image, std::string_view name, const std::string& text, std::size_t rows) {
  const std::vector<std::uint8_t> reasons(rows, text.empty() ? TW_NOT_APPLICABLE : TW_PRESENT);
  image.add_strings(name, std::vector<std::string>(rows, text), reasons, {});
}

void add_schools(wire::ImageBuilder& image, const wire::Need& need) {
  const auto rows = rows_of(need);
  begin_with_keys(image, need, rows);
  std::vector<std::string> names;
  for (const Row& row : rows) names.push_back("School " + std::to_string(row.school));
  image.add_strings("name", names, std::vector<std::uint8_t>(rows.size(), TW_PRESENT), {});
  add_texts(image, "la_code", "926", rows.size());
  add_texts(image, "estab", "2001", rows.size());
  add_texts(image, "kind", "mainstream", rows.size());
  add_texts(image, "status", "open", rows.size());
  add_texts(image, "type", "CY", rows.size());
  add_texts(image, "age_range", "4-11", rows.size());
}

std::uint8_t reason_of(const Row& row) {
  if (row.school == 900004) return TW_NOT_SUPPLIED;
  return row.school == 900005 ? TW_SUPPRESSED : TW_PRESENT;
}

void add_measures(wire::ImageBuilder& image, const wire::Need& need) {
  const auto rows = rows_of(need);
  begin_with_keys(image, need, rows);
  std::int64_t before = 0;
  for (const auto& measure : need.names) {
    std::vector<std::int64_t> values;
    std::vector<std::uint8_t> reasons;
    std::vector<std::uint32_t> evidence;
    for (const Row& row : rows) {
      values.push_back(before + (row.school - 900000) * 10 + (kYear - row.year));
      reasons.push_back(reason_of(row));
      evidence.push_back(static_cast<std::uint32_t>(evidence.size() + 1));
    }
    image.add_decimals(measure, 0, values, reasons, evidence);
    before += 100;
  }
}

void add_standards(wire::ImageBuilder& image, const wire::Need& need) {
  image.begin_table(need.table, 1);
  add_texts(image, "standard", "floor", 1);
  add_texts(image, "stage", "ks2", 1);
  image.add_decimals("year", 0, std::vector<std::int64_t>{kYear}, std::vector<std::uint8_t>{TW_PRESENT}, {});
  add_texts(image, "state", "removed", 1);
  for (const char* name : {"measure", "operator"}) add_texts(image, name, "", 1);
  image.add_decimals("value", 0, std::vector<std::int64_t>{0}, std::vector<std::uint8_t>{TW_NOT_APPLICABLE}, {});
  for (const char* name : {"limb", "within", "source", "in_force", "confidence"}) add_texts(image, name, "", 1);
}

}  // namespace

std::vector<std::byte> kept_facts(const wire::Manifest& manifest) {
  wire::ImageBuilder image;
  for (const auto& need : manifest.needs) {
    if (need.table == "school/1") add_schools(image, need);
    if (need.table == "measure/1") add_measures(image, need);
    if (need.table == "standard/1") add_standards(image, need);
  }
  return image.finish().value();
}

wire::Input kept_input(const wire::Manifest& manifest) {
  wire::Input input;
  input.year = kYear;
  input.la_code = manifest.la_codes.empty() ? "926" : manifest.la_codes.front();
  input.reference_date = kFirstOfJanuary2018;
  for (const auto& rule : manifest.rules) input.rules.push_back(rule.id);
  std::sort(input.rules.begin(), input.rules.end());
  for (const auto& parameter : manifest.parameters)
    if (!parameter.default_value.empty()) input.settings.emplace_back(parameter.name, parameter.default_value);
  std::sort(input.settings.begin(), input.settings.end());
  return input;
}

}  // namespace termwise::abi_tests
