#include "tables/advisers.h"

namespace termwise::tables {
namespace {

const Sheet kAdvisers{"adviser", "advisers", {}, {"adviser", "adviser_type", "headship"}};
const Sheet kAssignments{"assignment", "assignments of advisers", {}, {"adviser", "assignment_status"}};

}  // namespace

bool Adviser::has_headship() const {
  if (type == "serving head" || type == "former head" || type == "consultant head") return true;
  return !headship.empty() && headship != "none";
}

Result<Workforce> workforce_of(Desk& desk) {
  TERMWISE_TRY(const AcademicYear year, desk.year({&kAssignments}));
  Workforce workforce{year, {}, {}, 0};
  TERMWISE_TRY(const auto advisers, desk.advisers(kAdvisers, year));
  for (const Row& row : advisers)
    workforce.advisers[row.text("adviser")] = {row.text("adviser_type"), row.text("headship")};
  TERMWISE_TRY(const auto assignments, desk.schools(kAssignments, year));
  if (assignments.empty()) return desk.nothing(kAssignments);
  TERMWISE_TRY(const auto schools,
               store::schools_of_la(desk.reader(), desk.request().la, year.summer(), desk.highest()));
  for (const Urn urn : schools) workforce.partners[urn.value];
  std::set<std::int64_t> disputed;
  for (const Row& row : assignments) {
    auto& partners = workforce.partners[row.urn()];
    const std::string status = row.text("assignment_status");
    if (status == "current" || status == "disputed") partners.insert(row.text("adviser"));
    if (status == "disputed") disputed.insert(row.urn());
  }
  workforce.disputed = disputed.size();
  return workforce;
}

}  // namespace termwise::tables
