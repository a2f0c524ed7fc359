// Files that arrived in an inbox, as occurrences of the job ingest.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/ids.h"
#include "base/result.h"
#include "store/database.h"

namespace termwise::store {

struct ArrivedFile {
  std::optional<LaCode> la;
  std::string identity;  // names these bytes at this place for ever: name and time of change
  std::string place;     // host and inbox
  std::string file;      // path below the inbox
};

struct FileState {
  bool announced_now = false;
  std::string state;  // of its occurrence
  std::string sentence;
  bool left_behind = false;  // it ended a while ago, so that whoever loaded it should have moved the file
};

// Plans the file's ingest, unless that was done already.
Result<FileState> announce_file(Database& database, const ArrivedFile& file, RevisionId revision);

struct UnsettledFile {
  OccurrenceId id;
  std::string file;
};
// Failed ingests that nobody has dealt with yet.
Result<std::vector<UnsettledFile>> unsettled_files(Reader& reader, const std::string& place);
Result<void> settle(Database& database, OccurrenceId id);

}  // namespace termwise::store
