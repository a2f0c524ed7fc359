// Where the rows of a register stand in the files that were loaded: what they say is in the archive.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/ids.h"
#include "base/result.h"
#include "store/database.h"

namespace termwise::store {

struct RegisterFilter {
  std::string dataset;
  std::optional<LaCode> la;
  std::optional<AcademicYear> year;
  std::optional<Urn> urn;
  bool replaced = false;  // with rows that a later one has replaced
};

struct RegisterRow {
  BatchId batch;
  std::uint32_t line = 0;  // physical line on which it starts, from 1
};

// Of schools and advisers; by LA, year, subject and what tells rows apart, those of one key in the order of their batches.
Result<std::vector<RegisterRow>> register_rows(Reader& reader, const RegisterFilter& filter);

}  // namespace termwise::store
