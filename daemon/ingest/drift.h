// What has changed between the layout that a file comes nearest to and the file: columns gone, new and renamed, cells
// that no longer read as they did; and that layout as the file would have it. It writes nothing.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "ingest/ingest.h"

namespace termwise::ingest {

struct RenamedColumn {
  std::string from;  // as the layout spells it
  std::string to;    // as the file does
};

struct NewColumn {
  std::string name;
  std::int64_t filled = 0;   // cells that say something, codes for "no value" left out
  bool figures = true;       // all of them are numbers
  bool percent = false;      // some carry a '%'
  int scale = 0;             // most decimals of any of them
  std::string example = {};  // the first; empty where the name says that it tells who somebody is
};

struct UnreadableColumn {
  std::string name;
  std::int64_t cells = 0;
  std::uint32_t line = 0;    // of the first
  std::string example = {};  // likewise
};

// Of a pupil-level file nothing but names of columns and numbers of cells is here: of a new column, its name alone.
struct Drift {
  const settings::SourceLayout* nearest = nullptr;
  AcademicYear year;                // that the file is about
  std::vector<RenamedColumn> aged;  // certain: they repeat earlier years and carry the year in their names
  std::size_t columns = 0;          // of the file
  std::size_t shared = 0;           // under the same name
  std::vector<std::string> gone = {};
  std::vector<RenamedColumn> renamed = {};  // likely: the names are alike, and no more is known
  std::vector<NewColumn> added = {};
  std::vector<UnreadableColumn> unreadable = {};  // columns of the layout with cells that it cannot read
  school::Sums sums = {};                         // of the rows, read so
  bool pupil_level = false;
  bool none() const { return gone.empty() && renamed.empty() && added.empty() && unreadable.empty(); }
};

// Reads the whole file. `source` names the layout to hold it against, else the nearest is taken; the year is `year`, or
// what the file's name says. A file of pupils is held against layouts of pupils only. Errors: 65 where no layout comes near,
// the file cannot be read, or a file of pupils has columns that tell who they are; 64 where `source` names none
// or nothing says the year, 74, 75.
Result<Drift> find_drift(ScannedFile& file, const settings::Settings& settings,
                         const std::optional<std::string>& source, const std::optional<AcademicYear>& year);

}  // namespace termwise::ingest
