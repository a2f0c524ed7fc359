// What a report reads from: the records of a dataset about the Local Authority that was asked for, each of the latest file that
// has it. The desk keeps in mind which files were read, so that the table can name them.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "report/table.h"
#include "store/records.h"
#include "tables/reports.h"

namespace termwise::tables {

// What is read of a dataset. It must outlive the rows.
struct Sheet {
  std::string dataset;  // "visit"
  std::string what;     // "visits": of what nothing is loaded
  std::vector<std::string> measures = {};
  std::vector<std::string> attributes = {};
};

// One record, by the names of its sheet.
class Row {
 public:
  Row(const Sheet& sheet, store::ItemRecord record) : sheet_(&sheet), record_(std::move(record)) {}
  std::int64_t urn() const { return record_.record.urn.value; }  // 0 of an adviser
  int summer() const { return record_.record.year; }
  const std::string& item() const { return record_.item; }
  BatchId batch() const { return record_.record.batch; }
  const school::Value& value(std::string_view measure) const;
  // A whole number from 0 to school::kMostCounted; a file's cell may say anything.
  std::optional<std::int64_t> count(std::string_view measure) const;
  std::string text(std::string_view attribute) const;  // empty where there is none
  std::optional<std::chrono::year_month_day> date(std::string_view attribute) const;
  bool has(std::string_view attribute) const { return !text(attribute).empty(); }

 private:
  const Sheet* sheet_;
  store::ItemRecord record_;
};

// By URN; of each school in their order.
std::map<std::int64_t, std::vector<Row>> rows_by_school(const std::vector<Row>& rows);

struct Summers {
  int first;
  int last;
};
inline constexpr Summers kAllSummers{1989, 2099};

class Desk {
 public:
  // All must outlive it. `whom`: "Kent (886)", or the school's name and URN.
  Desk(store::Reader& reader, const settings::Settings& settings, const TableRequest& request, BatchId highest,
       std::string whom)
      : reader_(reader), settings_(settings), request_(request), highest_(highest), whom_(std::move(whom)) {}

  store::Reader& reader() { return reader_; }
  const settings::Settings& settings() const { return settings_; }
  const TableRequest& request() const { return request_; }
  BatchId highest() const { return highest_; }
  const std::string& whom() const { return whom_; }
  school::SuppressionRule rule() const { return school::suppression_for(request_.audience); }
  bool for_team() const { return request_.audience == school::Audience::team; }

  // The year asked for, or the latest in which the LA's schools have records of one of these datasets. Error: nothing().
  Result<AcademicYear> year(const std::vector<const Sheet*>& sheets);

  // Of the LA's schools, or of the one that was asked for; sorted by school, year and item.
  Result<std::vector<Row>> schools(const Sheet& sheet, Summers span);
  Result<std::vector<Row>> schools(const Sheet& sheet, const AcademicYear& year);
  // Of the LA's advisers; sorted by year and item.
  Result<std::vector<Row>> advisers(const Sheet& sheet, Summers span);
  Result<std::vector<Row>> advisers(const Sheet& sheet, const AcademicYear& year);
  // A report that reads in another way says which files.
  void has_read(BatchId batch) { batches_.insert(batch.value); }
  bool has_read_any() const { return !batches_.empty(); }

  // Of a school whose rows were read; empty where no file names it.
  std::string name_of(std::int64_t urn) const;

  // "Title, Kent (886), 2016/17", with the files that were read so far.
  Result<report::Table> table(std::string_view title, std::string_view when, std::vector<report::TableColumn> columns);

  // Error (exit 65): nothing is loaded from which this report could be made.
  Error nothing(std::string_view what) const;
  Error nothing(const Sheet& sheet) const { return nothing(sheet.what); }

 private:
  store::Reader& reader_;
  const settings::Settings& settings_;
  const TableRequest& request_;
  BatchId highest_;
  std::string whom_;
  std::set<std::int64_t> batches_;
  std::map<std::int64_t, std::string> names_;
};

}  // namespace termwise::tables
