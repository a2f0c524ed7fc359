// Stored pupils, as reports sum them up: figures by school, without their pseudonyms. Read only.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "base/result.h"
#include "school/value.h"
#include "store/database.h"

namespace termwise::store {

struct PupilFigures {
  Urn urn;  // the pupil's school
  BatchId batch;
  std::vector<school::Value> values;  // as asked for; not_supplied where the batch had no such column
};

// The pupils who are the LA's in that summer by the latest file that has them, as of batch `highest`; only one school's where
// it is given. Sorted by URN.
Result<std::vector<PupilFigures>> latest_pupils(Reader& reader, std::string_view dataset, const LaCode& la, int summer,
                                                BatchId highest, const std::optional<Urn>& school,
                                                const std::vector<std::string>& measures);

// The latest summer of which there are pupils of the LA, or of its school; none: of none.
Result<std::optional<AcademicYear>> latest_pupil_year(Reader& reader, std::string_view dataset, const LaCode& la,
                                                      BatchId highest, const std::optional<Urn>& school);

// The schools of which a file of the dataset has a row with this LA and year, whatever later files say; sorted.
Result<std::vector<Urn>> schools_of_dataset(Reader& reader, std::string_view dataset, const LaCode& la, int summer,
                                            BatchId highest);

}  // namespace termwise::store
