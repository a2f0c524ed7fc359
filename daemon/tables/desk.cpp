#include "tables/desk.h"

#include <algorithm>
#include <cassert>

#include <fmt/format.h>

#include "base/text.h"
#include "calendar/london.h"
#include "school/ratio.h"
#include "store/batches.h"
#include "store/links.h"
#include "store/pupils.h"

namespace termwise::tables {
namespace {

constexpr std::size_t kMostFilesNamed = 4;

std::size_t place_of(const std::vector<std::string>& names, std::string_view name) {
  const auto found = std::find(names.begin(), names.end(), name);
  assert(found != names.end());
  return static_cast<std::size_t>(found - names.begin());
}

}  // namespace

const school::Value& Row::value(std::string_view measure) const {
  return record_.record.values[place_of(sheet_->measures, measure)];
}

std::optional<std::int64_t> Row::count(std::string_view measure) const {
  const auto* number = value(measure).number();
  if (number == nullptr) return std::nullopt;
  const auto whole = number->rescaled(0);
  if (!whole || whole->units() < 0 || whole->units() > school::kMostCounted) return std::nullopt;
  return whole->units();
}

std::string Row::text(std::string_view attribute) const {
  const auto* found = record_.record.attributes[place_of(sheet_->attributes, attribute)].text();
  return found == nullptr ? std::string() : *found;
}

std::optional<std::chrono::year_month_day> Row::date(std::string_view attribute) const {
  return calendar::parse_date(text(attribute));
}

std::map<std::int64_t, std::vector<Row>> rows_by_school(const std::vector<Row>& rows) {
  std::map<std::int64_t, std::vector<Row>> schools;
  for (const Row& row : rows) schools[row.urn()].push_back(row);
  return schools;
}

Result<AcademicYear> Desk::year(const std::vector<const Sheet*>& sheets) {
  if (request_.year) return *request_.year;
  std::vector<std::string> datasets;
  for (const Sheet* sheet : sheets) datasets.push_back(sheet->dataset);
  TERMWISE_TRY(const auto latest, store::latest_year(reader_, request_.la, highest_, datasets));
  if (!latest) return nothing(*sheets.front());
  return *latest;
}

Result<std::vector<Row>> Desk::schools(const Sheet& sheet, Summers span) {
  std::vector<Urn> urns;
  if (request_.school) {
    urns.push_back(*request_.school);
  } else {
    TERMWISE_TRY(urns, store::schools_of_dataset(reader_, sheet.dataset, request_.la, span.first, span.last, highest_));
  }
  TERMWISE_TRY(auto items, store::latest_items(reader_, sheet.dataset, urns, span.first, span.last, highest_,
                                               sheet.measures, sheet.attributes));
  std::vector<Row> rows;
  for (auto& item : items) {
    if (item.record.la_code != request_.la) continue;  // a later file has it elsewhere
    batches_.insert(item.record.batch.value);
    rows.emplace_back(sheet, std::move(item));
  }
  TERMWISE_TRY(auto names, store::names_of_schools(reader_, urns, highest_));
  names_.merge(names);
  return rows;
}

Result<std::vector<Row>> Desk::schools(const Sheet& sheet, const AcademicYear& year) {
  return schools(sheet, {year.summer(), year.summer()});
}

Result<std::vector<Row>> Desk::advisers(const Sheet& sheet, Summers span) {
  TERMWISE_TRY(auto items, store::latest_adviser_items(reader_, sheet.dataset, request_.la, span.first, span.last,
                                                       highest_, sheet.measures, sheet.attributes));
  std::vector<Row> rows;
  for (auto& item : items) {
    batches_.insert(item.record.batch.value);
    rows.emplace_back(sheet, std::move(item));
  }
  return rows;
}

Result<std::vector<Row>> Desk::advisers(const Sheet& sheet, const AcademicYear& year) {
  return advisers(sheet, {year.summer(), year.summer()});
}

std::string Desk::name_of(std::int64_t urn) const {
  const auto name = names_.find(urn);
  return name == names_.end() ? std::string() : name->second;
}

Result<report::Table> Desk::table(std::string_view title, std::string_view when,
                                  std::vector<report::TableColumn> columns) {
  std::vector<std::string> files;
  for (const std::int64_t batch : batches_) {
    if (files.size() == kMostFilesNamed) break;
    TERMWISE_TRY(const auto read, store::read_batch(reader_, BatchId{batch}));
    files.push_back(fmt::format("{} (batch {})", read.file_name, batch));
  }
  if (batches_.size() > files.size())
    files.push_back(counted(static_cast<long long>(batches_.size() - files.size()), "more file", "more files"));
  report::Table table;
  table.title = fmt::format("{}, {}, {}", title, whom_, when);
  table.source = fmt::format("Source: {}.", files.empty() ? "the findings of the latest runs" : listed(files));
  table.columns = std::move(columns);
  return table;
}

Error Desk::nothing(std::string_view what) const {
  return {ExitCode::data,
          fmt::format("No {} of {}{} {} loaded. Load a file that has them: 'termwise ingest FILE'.", what, whom_,
                      request_.year ? fmt::format(" in {}", request_.year->label()) : std::string(),
                      request_.known ? "had by then been" : "are")};
}

}  // namespace termwise::tables
