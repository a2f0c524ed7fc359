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

// Of one dataset and span of summers, as of batch `highest`: for each school and year the row of the highest batch. The
// schools are the LA's in the last of these years, as any dataset has it; their earlier rows come with them, whichever
// LA they stood in. Sorted by (urn, year).
Result<std::vector<SchoolRecord>> latest_school_records(Reader& reader, std::string_view dataset, const LaCode& la,
                                                        int first_summer, int last_summer, BatchId highest,
                                                        const std::vector<std::string>& measures,
                                                        const std::vector<std::string>& attributes);

struct FiledRecord {
  SchoolRecord record;
  std::string file_name;  // of its batch
};
// Of one school, whichever LA it stood in, by year.
Result<std::vector<FiledRecord>> records_of_school(Reader& reader, std::string_view dataset, Urn urn,
                                                   const std::vector<std::string>& measures,
                                                   const std::vector<std::string>& attributes);

// The datasets of the batches up to `highest`, sorted.
Result<std::vector<std::string>> datasets_up_to(Reader& reader, BatchId highest);

// The latest year for which the LA has a school's record up to `highest`.
Result<std::optional<AcademicYear>> latest_year(Reader& reader, const LaCode& la, BatchId highest,
                                                 const std::vector<std::string>& datasets);

// The LAs that have a school's record for `year` (for any year where it is none), sorted.
Result<std::vector<LaCode>> las_with_records(Reader& reader, const std::optional<AcademicYear>& year);

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
