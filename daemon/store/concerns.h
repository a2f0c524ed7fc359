// The register of concerns: as it stands, what became of each, and what people decide.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "base/ids.h"
#include "base/result.h"
#include "school/concern.h"
#include "store/database.h"
#include "store/planning.h"

namespace termwise::store {

struct ConcernFilter {
  std::optional<LaCode> la;
  std::optional<std::string> rule;
  std::optional<std::int64_t> id;
  bool left = false;  // with those that have left
};

// By LA and rule; those on the register first, by school.
Result<std::vector<school::Concern>> list_concerns(Reader& reader, const ConcernFilter& filter);

struct ConcernEvent {
  Instant at;
  std::string kind;  // "provisional", "entered", "category", "negative", "stays", "left", "lapsed"; "signed-off",
                     // "overridden", "lifted", "let-go"
  std::string category;
  std::optional<RunId> run;  // none: a person did it
  std::string author;
  std::string reason;
  std::optional<std::chrono::year_month_day> until;
};
Result<std::vector<ConcernEvent>> concern_events(Reader& reader, std::int64_t id);  // in their order

// What a person decides of a concern, and why.
struct ConcernDecision {
  std::int64_t id = 0;
  std::chrono::year_month_day day;  // today; of an override: the day from which it no longer holds
  std::string author;
  std::string reason;
};
// People outside the team may be told of the category that counts now. Error (exit 65), here and below: there is no such
// concern, or it does not stand so that this can be decided.
Result<void> sign_off_concern(Database& database, const ConcernDecision& decision);
// Another category counts until that day. It has to be signed off anew.
Result<void> override_concern(Database& database, const ConcernDecision& decision, const std::string& category);
// The rule's own category counts again.
Result<void> lift_concern(Database& database, const ConcernDecision& decision);
// It leaves the register, and does not come back by the same category of the same year.
Result<void> let_go_concern(Database& database, const ConcernDecision& decision);

}  // namespace termwise::store
