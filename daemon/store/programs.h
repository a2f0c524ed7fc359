// The programs that claim work, and the configuration by which each LA is planned and run.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "base/ids.h"
#include "base/result.h"
#include "store/database.h"

namespace termwise::store {

struct NewProgram {
  std::string name;  // "termwised", "termwise"
  std::string host;
  int process_id = 0;
  std::string version;
  int workers = 1;
  std::chrono::seconds lease{90};
  RevisionId revision;
};

Result<ProgramId> register_program(Database& database, const NewProgram& program);
Result<void> take_revision(Database& database, ProgramId program, RevisionId revision);
Result<void> say_goodbye(Database& database, ProgramId program);

// Makes `revision` the one by which these LAs are planned and run, unless a daemon that was seen within `alive` works by
// a later one. Returns the LAs that are under it now.
Result<std::vector<LaCode>> activate_revision(Database& database, RevisionId revision, const std::vector<LaCode>& las,
                                              std::chrono::seconds alive);

// LAs that an earlier configuration than `revision` had and that are not among `las`, if no daemon that was seen within
// `alive` works by that one.
Result<std::vector<LaCode>> deserted_las(Reader& reader, RevisionId revision, const std::vector<LaCode>& las,
                                         std::chrono::seconds alive);

}  // namespace termwise::store
