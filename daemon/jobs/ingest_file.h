// The job `ingest`: one publisher's file into one batch.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "base/ids.h"
#include "base/result.h"
#include "base/sha256.h"
#include "base/stop_flag.h"
#include "school/record.h"
#include "settings/settings.h"
#include "store/database.h"
#include "store/queue.h"

namespace termwise::jobs {

struct IngestChoice {
  std::optional<std::string> source;  // a layout's id, where the header alone does not decide
  std::optional<AcademicYear> year;
};

struct IngestReport {
  std::filesystem::path path;
  Sha256 file;
  bool already_loaded = false;   // these bytes are in the database; nothing was changed
  std::optional<BatchId> batch;  // none in a dry run
  std::string layout;
  std::string layout_title;
  std::string recognised;            // how surely, and from what: a clause
  std::optional<AcademicYear> year;  // none: each row says its own
  std::uint64_t bytes = 0;
  school::Sums sums;
  std::set<std::string> las;  // whose schools the file is about; empty where it was loaded before
  std::map<school::Severity, std::int64_t> issues;
  std::string first_error;   // of them, in words; empty: there is none
  bool pupil_level = false;  // of pupils: nothing of the file itself is kept
};

// What whoever handed in a file of pupils should know and do.
inline constexpr std::string_view kNoCopyKept =
    "Termwise keeps no copy of this file of pupils, and of each UPN a pseudonym only. Delete the file where it is no "
    "longer "
    "needed.";

// Stores the configuration that is in force and names its revision. Asked for once a file is known to be one, so that a
// refused file leaves the database as it was.
using AcceptRevision = std::function<Result<RevisionId>()>;

// Under which claim a file is loaded, and what may cut it short. The occurrence ends in the batch's own transaction; of a
// file that was loaded before, it is left to the caller.
struct IngestAttempt {
  store::Claim claim;
  StopFlag* stop = nullptr;
};

// "30 rows = 29 accepted + 0 repaired + 0 rejected + 1 aggregate".
std::string sums_text(const school::Sums& sums);
// The same with layout and year, as a sentence.
std::string sums_sentence(const IngestReport& report);

// Errors: 65 and 66 with a located sentence, as ingest::scan, recognise and read_records give them; 69, 75 (also: told to
// stop, or the claim was lost), 78.
Result<IngestReport> ingest_file(store::Database& database, const settings::Settings& settings,
                                 const AcceptRevision& accept, const std::filesystem::path& path,
                                 const IngestChoice& choice, const IngestAttempt* attempt = nullptr);

// The same without anything to write to.
Result<IngestReport> preview_file(store::Reader& reader, const settings::Settings& settings,
                                  const std::filesystem::path& path, const IngestChoice& choice);

}  // namespace termwise::jobs
