// Stored records, as snapshots and pages need them: of each school and year the latest batch's row.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/ids.h"
#include "base/sha256.h"
#include "school/record.h"
#include "store/database.h"

namespace termwise::store {

struct SchoolRecord {
  Urn urn;
  int year = 0;  // the summer
  BatchId batch;
  std::uint32_t line = 0;
  std::optional<LaCode> la_code;              // in that year; none where the file named none
  std::vector<school::Value> values;          // as asked for; not_supplied where the batch had no such column
  std::vector<school::Attribute> attributes;  // likewise
};

// The schools that are the LA's in that year, as any dataset up to `highest` has it; sorted.
Result<std::vector<Urn>> schools_of_la(Reader& reader, const LaCode& la, int summer, BatchId highest);

// Of one dataset, these schools and a span of summers, as of batch `highest`: for each school and year the row of the
// highest batch, whichever LA the school then stood in. Sorted by (urn, year).
Result<std::vector<SchoolRecord>> latest_records(Reader& reader, std::string_view dataset,
                                                 const std::vector<Urn>& schools, int first_summer, int last_summer,
                                                 BatchId highest, const std::vector<std::string>& measures,
                                                 const std::vector<std::string>& attributes);

// The same of a dataset that may have several rows about a school, for each item. Sorted by (urn, year, item).
struct ItemRecord {
  SchoolRecord record;
  std::string item;
};
Result<std::vector<ItemRecord>> latest_items(Reader& reader, std::string_view dataset, const std::vector<Urn>& schools,
                                             int first_summer, int last_summer, BatchId highest,
                                             const std::vector<std::string>& measures,
                                             const std::vector<std::string>& attributes);

// The same of a dataset about advisers: an LA's, and those without an LA. They have no URN, so it is 0. Sorted by (year,
// item).
Result<std::vector<ItemRecord>> latest_adviser_items(Reader& reader, std::string_view dataset, const LaCode& la,
                                                     int first_summer, int last_summer, BatchId highest,
                                                     const std::vector<std::string>& measures,
                                                     const std::vector<std::string>& attributes);

struct FiledRecord {
  SchoolRecord record;
  std::string file_name;  // of its batch
};
// Of one school as of batch `highest`, whichever LA it stood in, by year.
Result<std::vector<FiledRecord>> records_of_school(Reader& reader, std::string_view dataset, Urn urn, BatchId highest,
                                                   const std::vector<std::string>& measures,
                                                   const std::vector<std::string>& attributes);

// The datasets of the batches up to `highest`, sorted.
Result<std::vector<std::string>> datasets_up_to(Reader& reader, BatchId highest);

// The latest year for which the LA has a school's record up to `highest`.
Result<std::optional<AcademicYear>> latest_year(Reader& reader, const LaCode& la, BatchId highest,
                                                const std::vector<std::string>& datasets);
// The latest year, up to that one, of which a file lists schools of an LA, whatever else it says of them.
Result<std::optional<AcademicYear>> latest_year_of_schools(Reader& reader, const LaCode& la, BatchId highest,
                                                           AcademicYear to);

// The LAs that have a school's record for `year` (for any year where it is none) up to `highest` (at all), sorted.
Result<std::vector<LaCode>> las_with_records(Reader& reader, const std::optional<AcademicYear>& year,
                                             const std::optional<BatchId>& highest = std::nullopt);

// Whether the LA has a school's record for any year.
Result<bool> has_records(Reader& reader, const LaCode& la);

// Where a batch's measures and attributes stand in its file: name -> (number from 1, name in the header).
struct BatchColumns {
  Sha256 file;
  std::string file_name;
  std::map<std::string, std::pair<std::uint32_t, std::string>> columns;
};
Result<BatchColumns> batch_columns(Reader& reader, BatchId id);

}  // namespace termwise::store
