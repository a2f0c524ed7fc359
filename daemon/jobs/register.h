// The LA's own registers as rows: what they say now and said before, and an entry by hand. Each row stays in the file with
// which it came; an entry is a file of one row that says above it who made it, when and why.
#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/ids.h"
#include "base/result.h"
#include "jobs/ingest_file.h"
#include "settings/settings.h"
#include "store/database.h"
#include "store/registers.h"

namespace termwise::jobs {

struct RegisterLine {
  std::vector<std::string>
      cells;  // by the register's columns, as they stand in the file; empty where it has no such column
  std::string file_name;
  std::uint32_t line = 0;
  std::chrono::system_clock::time_point loaded_at;
  std::string entered;  // by whom, when and why, where it was entered by hand
};

struct Register {
  std::vector<std::string> columns;  // in the order of the template
  std::vector<RegisterLine> lines;   // by LA, year, subject and key; of one key in the order in which they came
};

// `filter.dataset` is the layout's.
Result<Register> read_register(store::Reader& reader, const settings::Settings& settings,
                               const settings::SourceLayout& layout, store::RegisterFilter filter);

struct Entry {
  std::map<std::string, std::string> cells;  // column -> what it is to say; empty: nothing any more
  std::string author;
  std::string reason;
};

// Loads a row: that of the same key as it stands, with these cells; a new one where there is none. Errors: 64, a column that
// the register does not have; 65, the row is not sound, in the words of its first error, and nothing has changed.
Result<void> enter(store::Database& database, const settings::Settings& settings, const AcceptRevision& accept,
                   const settings::SourceLayout& layout, const Entry& entry, std::chrono::system_clock::time_point now);

}  // namespace termwise::jobs
