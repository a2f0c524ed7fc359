// The registers of advisers (School Improvement Partners) and of their schools, as the reports about them read both.
#pragma once

#include <map>
#include <set>
#include <string>

#include "tables/desk.h"

namespace termwise::tables {

struct Adviser {
  std::string type;      // "serving head"; empty where the register does not say
  std::string headship;  // of which phase the adviser has been a head teacher; "none"; empty where it does not say
  // A head teacher of any kind has been one, whatever else the register says.
  bool has_headship() const;
};

struct Workforce {
  AcademicYear year;
  std::map<std::string, Adviser> advisers;                 // by reference
  std::map<std::int64_t, std::set<std::string>> partners;  // of each of the LA's schools those who serve it
  std::size_t disputed = 0;                                // schools whose match with an adviser is in dispute
};
// Of the year asked for, or the latest in which schools have assignments. An assignment in dispute goes on. Error (exit 65): there
// is none.
Result<Workforce> workforce_of(Desk& desk);

}  // namespace termwise::tables
