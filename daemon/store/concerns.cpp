#include "store/concerns.h"

#include <fmt/format.h>

#include "store/concern_rows.h"
#include "store/session.h"
#include "store/sql_texts.h"

namespace termwise::store {
namespace {

std::optional<std::string> optional_day_text(const std::optional<std::chrono::year_month_day>& day) {
  if (!day) return std::nullopt;
  return text_of(*day);
}

Result<school::Concern> concern_of(const pqxx::row& row) {
  TERMWISE_TRY(const LaCode la, la_code_of(row[1]));
  const auto stage = school::concern_stage_named(row[5].c_str());
  if (!stage) return Error{ExitCode::internal, fmt::format("The stage {} of a concern is not known.", row[5].c_str())};
  return school::Concern{.id = row[0].as<std::int64_t>(),
                         .la = la,
                         .rule = row[2].as<std::string>(),
                         .subject = row[3].as<std::int64_t>(),
                         .subject_name = row[4].as<std::string>(),
                         .stage = *stage,
                         .category = row[6].as<std::string>(),
                         .year = row[7].as<int>(),
                         .run = RunId{row[8].as<std::int64_t>()},
                         .judged_on = day_of(row[9].c_str()),
                         .entered_on = optional_day_of(row[10]),
                         .negative_terms = row[11].as<int>(),
                         .signed_category = optional_text_of(row[12]),
                         .override_category = optional_text_of(row[13]),
                         .override_until = optional_day_of(row[14]),
                         .override_reason = optional_text_of(row[18]),
                         .left_on = optional_day_of(row[15]),
                         .let_go = row[16].as<bool>(),
                         .sentence = row[17].as<std::string>()};
}

// One statement that gives the concern's number where it did what it says.
template <typename... More>
Result<void> decide(Database& database, const char* statement, const ConcernDecision& decision, std::string_view needs,
                    const More&... more) {
  return database.session().write([&](pqxx::transaction_base& transaction) -> Result<void> {
    const auto done = transaction.exec_params(statement, decision.id, text_of(decision.day), decision.author,
                                              decision.reason, more...);
    if (!done.empty()) return {};
    return Error{ExitCode::data, fmt::format("There is no concern {} that {}. What stands is listed by: termwise "
                                             "concern list",
                                             decision.id, needs)};
  });
}

}  // namespace

Result<void> merge_concerns(Bulk& bulk, RunId run, const std::vector<ConcernRule>& rules) {
  if (rules.empty()) return {};
  const std::string id = std::to_string(run.value);
  TERMWISE_CHECK(bulk.row(sql::lock_concerns, {id}));
  for (const auto& rule : rules)
    TERMWISE_CHECK(
        bulk.row(sql::merge_concerns, {id, rule.rule, array_of(rule.lists), array_of(rule.clears), array_of(rule.kept),
                                       std::to_string(rule.leave_after), optional_day_text(rule.term_began),
                                       optional_day_text(rule.term_before_began)}));
  return {};
}

Result<std::vector<school::Concern>> list_concerns(Reader& reader, const ConcernFilter& filter) {
  return reader.session().read([&](pqxx::transaction_base& transaction) -> Result<std::vector<school::Concern>> {
    const auto la = filter.la ? std::optional(filter.la->text()) : std::nullopt;
    const auto id = filter.id ? std::optional(std::to_string(*filter.id)) : std::nullopt;
    std::vector<school::Concern> concerns;
    for (const auto& row :
         transaction.exec_params(sql::list_concerns, or_null(la), or_null(filter.rule), or_null(id), filter.left)) {
      TERMWISE_TRY(school::Concern concern, concern_of(row));
      concerns.push_back(std::move(concern));
    }
    return concerns;
  });
}

Result<std::vector<ConcernEvent>> concern_events(Reader& reader, std::int64_t id) {
  return reader.session().read([&](pqxx::transaction_base& transaction) -> Result<std::vector<ConcernEvent>> {
    std::vector<ConcernEvent> events;
    for (const auto& row : transaction.exec_params(sql::concern_events, id))
      events.push_back({.at = time_of(row[0]),
                        .kind = row[1].as<std::string>(),
                        .category = row[2].as<std::string>(),
                        .run = row[3].is_null() ? std::nullopt : std::optional(RunId{row[3].as<std::int64_t>()}),
                        .author = row[4].as<std::string>(),
                        .reason = row[5].as<std::string>(),
                        .until = optional_day_of(row[6])});
    return events;
  });
}

Result<void> sign_off_concern(Database& database, const ConcernDecision& decision) {
  return decide(database, sql::sign_off_concern, decision, "is on the register and not signed off");
}

Result<void> override_concern(Database& database, const ConcernDecision& decision, const std::string& category) {
  return decide(database, sql::override_concern, decision, "is on the register", category);
}

Result<void> lift_concern(Database& database, const ConcernDecision& decision) {
  return decide(database, sql::lift_concern, decision, "is on the register and overridden");
}

Result<void> let_go_concern(Database& database, const ConcernDecision& decision) {
  return decide(database, sql::let_go_concern, decision, "has not left");
}

}  // namespace termwise::store
