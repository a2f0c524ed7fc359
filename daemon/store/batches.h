// Batches: one accepted file, one transaction, numbered in commit order.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/ids.h"
#include "base/sha256.h"
#include "school/measure.h"
#include "school/pupil_record.h"
#include "school/record.h"
#include "store/database.h"
#include "store/queue.h"

namespace termwise::store {

struct NewBatch {
  Sha256 file;
  std::string file_name;  // without directories
  std::uint64_t bytes = 0;
  std::string dataset;
  std::string layout;
  char delimiter = ',';
  std::optional<AcademicYear> year;  // none: each record's own
  std::string release;               // "provisional", "revised", "final"; empty where the publisher has no stages
  RevisionId revision;
  std::vector<std::string> header;
  std::vector<std::string> measures;           // of each value of a record, in its order
  std::vector<std::uint32_t> measure_columns;  // where each stands in the header, from 1
  std::vector<std::string> attributes;         // of each attribute of a record, in its order
  std::vector<std::uint32_t> attribute_columns;
  std::string pupil_key = {};  // of a pupil-level file: the fingerprint of the key of its pseudonyms; else empty
};

// The claim under which a file is loaded, and how its attempt went.
struct IngestEnd {
  Claim claim;
  AttemptReport report;
};

class BatchWriter {
 public:
  // Opens the transaction, takes the lock that numbers batches, appends to the dataset's measure and attribute lists
  // what they do not have yet, and starts the COPY. `measures` are all of the vocabulary, in its order. Error (exit 78):
  // a measure is stored in another place, or with another scale or unit; the pupils' key is not the one that this database
  // knows. Only one writer may use a database connection
  // at a time.
  static Result<BatchWriter> begin(Database& database, const NewBatch& batch,
                                   const std::vector<school::Measure>& measures);
  ~BatchWriter();  // rolls back unless committed
  BatchWriter(BatchWriter&&) noexcept;
  BatchWriter& operator=(BatchWriter&&) noexcept;

  Result<void> write(const school::Record& record);
  Result<void> write(const school::PupilRecord& record);  // of a pupil-level file, which has no others
  Result<void> issue(const school::QualityIssue& issue);
  Result<void> bytes(std::span<const std::byte> bytes);  // of the file, for the archive; not of a pupil-level one
  // Under a claim, its occurrence and attempt end in the same transaction. Errors: 75, the claim has passed to another;
  // 65, a later release has spoken of these subjects already, or no record says a year. Nothing is then written.
  Result<BatchId> commit(const school::Sums& sums, const IngestEnd* end = nullptr);

 private:
  struct State;
  explicit BatchWriter(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

struct Batch {
  BatchId id;
  Sha256 file;
  std::string file_name;
  std::string dataset;
  std::string layout;
  AcademicYear year;
  school::Sums sums;
  std::chrono::system_clock::time_point committed_at;
  char delimiter = ',';
  std::vector<std::string> header;
  bool pupil_level = false;  // the archive does not have it
};

// The lists of schools: the spine of the performance tables, extracts of the national register.
inline constexpr std::string_view kSchoolDataset = "school";

// Of every school that a list of schools has ever had, the LA in which the latest list has it.
Result<std::unordered_map<std::int64_t, std::optional<LaCode>>> school_places(Reader& reader);

// What tells one row of a dataset apart from others.
struct StoredKey {
  std::optional<LaCode> la_code;
  std::optional<Urn> urn;  // none: an adviser's
  int summer = 0;
  std::string item;
};
// Of every school and adviser, in whatever LA and year.
Result<std::vector<StoredKey>> stored_keys(Reader& reader, std::string_view dataset);

Result<std::optional<Batch>> find_batch(Reader& reader, const Sha256& file);
Result<Batch> read_batch(Reader& reader, BatchId id);
Result<std::vector<Batch>> list_batches(Reader& reader);  // newest first

// The highest committed batch, none if there is none; `known_on`: by the end of that day in London.
Result<std::optional<BatchId>> highest_batch(Reader& reader,
                                             const std::optional<std::chrono::year_month_day>& known_on);

}  // namespace termwise::store
