// Links between schools as files say them, and what the lists of schools say of those that are linked.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "base/ids.h"
#include "base/result.h"
#include "school/link.h"
#include "store/database.h"

namespace termwise::store {

// All that is said of these schools, from either end, by the files up to `highest`; by batch and line.
Result<std::vector<school::LinkStatement>> link_statements(Reader& reader, const std::vector<Urn>& schools,
                                                           BatchId highest);

// Those of them that are in a list of schools.
Result<std::map<std::int64_t, school::RegisteredSchool>> registered_schools(Reader& reader,
                                                                            const std::vector<Urn>& schools,
                                                                            BatchId highest);

// What they are called, by the latest list of schools or else by the latest file that names them.
Result<std::map<std::int64_t, std::string>> names_of_schools(Reader& reader, const std::vector<Urn>& schools,
                                                             BatchId highest);

}  // namespace termwise::store
