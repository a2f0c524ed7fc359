// A new layout, written out of the nearest one and of what has changed since: a text for people to read, correct and
// accept. Nothing is written here.
#pragma once

#include <string>

#include "base/result.h"
#include "ingest/drift.h"
#include "settings/settings.h"

namespace termwise::ingest {

struct Proposal {
  std::string id;        // of the layout: "ks2-2019-20"
  std::string path;      // of the layout's file, relative to the configuration directory: "sources/ks2-2019-20.toml"
  std::string layout;    // the whole file
  std::string measures;  // measures.toml, whole; as it is where no column of figures is new
  std::string patch;     // both as a unified diff against the nearest layout and today's measures.toml
};

// Columns that are gone lose their lines, renamed ones get their new names, new ones of figures become measures at the end
// of the dataset's list, and new ones of words are listed as ignored, to be looked at. Error (exit 65): a column that says
// whom a row is about is gone, or the nearest layout's file is not written one column a line.
Result<Proposal> propose(const Drift& drift, const settings::Settings& settings);

}  // namespace termwise::ingest
