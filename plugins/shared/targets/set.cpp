#include "targets/set.h"

#include <algorithm>

#include "reminders/key_stage_2.h"
#include "reminders/registers.h"
#include "reminders/statutory.h"
#include "targets/check.h"

namespace termwise::targets {
namespace {

constexpr Measure<Pupils> kCohort{"KS2_COHORT"};
constexpr std::string_view kSetOn = "target_set_on";

// What the register has of the four targets on a day.
struct Standing {
  std::vector<std::string> missing, late, open;
};

// Whether one of them is still to be set; unknown where something stands there that cannot be read.
Truth is_missing(const Item& row, const Round& round) {
  const Date set_on = row.date(kSetOn);
  const Value percent = row.measure("TARGET_PERCENT");
  if (set_on.day() != nullptr) return set_on > round.today;
  if (percent.number() != nullptr || *percent.missing() == Missing::not_applicable) return Truth::no;
  const bool nothing = *percent.missing() == Missing::not_supplied && *set_on.missing() == Missing::not_supplied;
  return nothing ? Truth::yes : Truth::unknown;
}

Standing standing_of(Case& school, const Round& round, const Origin& origin) {
  Standing standing;
  for (const reminders::Statutory& wanted : reminders::kStatutory) {
    const Code& code = *code_named(wanted.code);
    const std::string name = std::string(wanted.words) + " (" + std::string(wanted.code) + ")";
    const auto row = row_of(school, wanted.code, round.results);
    if (!row) {
      school.record(Missing::not_supplied, {"target", round.results, 0, nullptr}, Operator::equal, wanted.code, origin);
    } else {
      school.compare(row->date(kSetOn), Operator::less_or_equal, round.deadline, origin);
    }
    const Truth missing = row ? is_missing(*row, round) : Truth::yes;
    if (missing == Truth::yes) standing.missing.push_back(name);
    if (missing == Truth::unknown) standing.open.push_back(name);
    if (missing != Truth::no) school.add_note(missing == Truth::yes ? code.code : code.not_known);
    if (missing == Truth::no && (row->date(kSetOn) > round.deadline) == Truth::yes) standing.late.push_back(name);
  }
  return standing;
}

// Groups for which the programme asks for targets and the register has none.
std::string words_about_groups(Case& school, const Round& round, const Protocol& protocol) {
  std::vector<std::string> without;
  const std::vector<Target> targets = targets_of(school, round.results, round.today);
  for (const std::string_view group : protocol.groups) {
    const auto is_of_it = [&](const Target& one) { return one.group == group; };
    if (std::none_of(targets.begin(), targets.end(), is_of_it)) without.emplace_back(group_in_words(group));
  }
  if (without.empty()) return {};
  school.add_note("GROUP_WITHOUT_TARGET");
  return " The register has no targets for " + joined(without) + "; where they are few it need not have any.";
}

bool sets_targets(const Case& school, const Round& round) {
  if ((school.school().status() == "closed") == Truth::yes) return false;
  return reminders::teaches_year_6(school.school()) ||
         (school[kCohort] > Figure<Pupils>(Value(Decimal(0)))) == Truth::yes ||
         !targets_of(school, round.results, round.today).empty();
}

void judge(Case& school, const Protocol& protocol) {
  const Facts& facts = school.facts();
  const Round round = round_of(facts);
  if (!sets_targets(school, round)) return school.leave_out();
  const bool duty = Decimal(round.autumn) <= *facts.setting(reminders::kDutyEnds);
  school.fill("results", academic_year(round.results));
  school.fill("deadline", termwise::in_words(round.deadline));
  school.fill("today", termwise::in_words(round.today));
  if (!duty) return school.answer("NO_DUTY");
  const Standing standing =
      standing_of(school, round, {reminders::kTargetSource, "the duty to set targets", "verified"});
  std::string aside = words_about_groups(school, round, protocol);
  if (!standing.late.empty()) {
    school.add_note("LATE");
    aside += " Set after that day: " + joined(standing.late) + ".";
  }
  school.fill("missing", joined(standing.missing.empty() ? standing.open : standing.missing));
  school.fill("aside", aside);
  if (!standing.missing.empty()) {
    if (round.is_over()) school.add_note(kAlert);
    return school.answer(round.is_over() ? "MISSING" : "STILL_TO_BE_SET", standing.open.empty() ? "" : "INCOMPLETE");
  }
  school.answer(standing.open.empty() ? "SET" : "NOT_KNOWN");
}

}  // namespace

Rule targets_set(const Protocol& protocol) {
  Rule rule;
  rule.id = "target-a1";
  rule.job = std::string(kJob);
  rule.title = "Statutory targets that are missing";
  rule.source = std::string(reminders::kTargetSource);
  rule.outcomes = {
      {"MISSING",
       "{school} has not set all statutory targets for {results}, which were due by {deadline}; on {today} the "
       "register "
       "lacks {missing}.{aside}"},
      {"NOT_KNOWN",
       "Whether {school} has set all statutory targets for {results} is not known, because what the register has of "
       "{missing} cannot be read.{aside}"},
      {"STILL_TO_BE_SET",
       "The statutory targets of {school} for {results} are due by {deadline}; on {today} the register lacks "
       "{missing}.{aside}"},
      {"SET", "{school} has set all statutory targets for {results}, which are due by {deadline}.{aside}"},
      {"NO_DUTY", "Governors of {school} were not asked by law to set targets for {results}: the duty had ended."}};
  rule.items = {kTargets};
  rule.parameters = {reminders::kDutyEnds};
  rule.cohort = kCohort;
  rule.judge = [protocol](Case& school) { judge(school, protocol); };
  return rule;
}

}  // namespace termwise::targets
