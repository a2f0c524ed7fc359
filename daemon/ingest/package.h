// How the parts of a workbook hang together: each may have a list of relationships, which say by an id, or by a kind,
// which part another is (ECMA-376 part 2, 9.3).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "ingest/workbook_limits.h"
#include "ingest/workbook_parts.h"

namespace termwise::ingest {

struct Relationship {
  std::string id;
  std::string kind;    // the last word of its type: "worksheet"
  std::string target;  // the part's name, without the slash at its start
};

// Those of a part, or of the package where `part` is empty; none where it has no list. Relationships that lead out of the
// package are left out. Error: 65, and what reading the part gives.
Result<std::vector<Relationship>> relationships_of(WorkbookParts& parts, const std::string& part,
                                                   const std::string& path, const WorkbookLimits& limits);

const Relationship* find_by_id(const std::vector<Relationship>& relationships, std::string_view id);
const Relationship* find_by_kind(const std::vector<Relationship>& relationships, std::string_view kind);

}  // namespace termwise::ingest
