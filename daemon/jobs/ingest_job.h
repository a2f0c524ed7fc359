// The job `ingest`: a file that arrived in the inbox.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "store/queue.h"

namespace termwise::jobs {

inline constexpr std::string_view kIngest = "ingest";

struct Workplace;

struct LoadedFile {
  bool ended = false;  // the occurrence ended in the batch's transaction
  std::string sentence;
};

// Errors as ingest_file.
Result<LoadedFile> load_arrived(const Workplace& workplace, const store::Claimed& claimed);

}  // namespace termwise::jobs
