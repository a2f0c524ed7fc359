// Findings, rules and letters for tests of digests: fictitious schools with the figures of worked examples of the
// floor standard.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "report/digest.h"
#include "report/digest_mail.h"

namespace termwise::report::samples {

using namespace std::chrono;

inline constexpr sys_seconds kNow = sys_days(year(2026) / 11 / 23) + hours(7);
inline constexpr year_month_day kToldOn = year(2026) / 11 / 2;
inline constexpr const char* kRule = "ks2-floor";

inline const school::Measure* measure(const std::string& code) {
  using school::Unit;
  static const std::map<std::string, school::Measure> all = [] {
    std::map<std::string, school::Measure> made;
    const auto add = [&](const char* name, Unit unit, int scale, const char* label) {
      made[name] = {name, "ks2", unit, scale, label, school::Direction::higher_is_better, ""};
    };
    add("KS2_COHORT", Unit::pupils, 0, "Pupils at the end of key stage 2");
    add("KS2_EXS_RWM", Unit::percent, 0, "Pupils reaching the expected standard in reading, writing and maths");
    add("KS2_PROG_R", Unit::points, 1, "Reading progress score");
    add("KS2_PROG_R_UPPER", Unit::points, 1, "Reading progress score, upper confidence limit");
    add("KS2_PROG_W", Unit::points, 1, "Writing progress score");
    add("KS2_PROG_W_UPPER", Unit::points, 1, "Writing progress score, upper confidence limit");
    add("KS2_PROG_M", Unit::points, 1, "Maths progress score");
    add("OFSTED_GRADE", Unit::band, 0, "Overall effectiveness");
    return made;
  }();
  const auto found = all.find(code);
  return found == all.end() ? nullptr : &found->second;
}

inline Vocabulary vocabulary() { return {measure, {{"PHASE", "Phase"}}}; }

inline school::Value value(std::string_view text) { return school::Value(*Decimal::parse(text)); }

inline school::Predicate predicate(std::string measure, std::string_view observed, std::string_view threshold,
                                   school::Truth truth = school::Truth::yes,
                                   school::Operator operation = school::Operator::less) {
  school::Predicate made;
  made.measure = std::move(measure);
  made.year = 2017;
  made.operation = operation;
  made.truth = truth;
  made.observed = value(observed);
  made.threshold = value(threshold);
  return made;
}

inline CurrentFinding finding(std::int64_t urn, std::string school, std::string outcome, std::string sentence,
                              std::string_view cohort = "44") {
  CurrentFinding made;
  auto& inner = made.row.finding;
  inner.rule = kRule;
  inner.subject = urn;
  inner.year = 2017;
  inner.outcome = std::move(outcome);
  inner.sentence = std::move(sentence);
  if (!cohort.empty()) inner.cohort = value(cohort);
  made.row.la = "886";
  made.row.school = std::move(school);
  made.lineage = urn;
  made.listed = inner.outcome == "BELOW";
  made.since = made.listed ? 2017 : 0;
  return made;
}

// As this recipient was told of it with the same figures.
inline ToldFinding told_as(const CurrentFinding& current) {
  const auto& inner = current.row.finding;
  return {inner.rule,    current.lineage, current.row.school, inner.year,
          inner.outcome, inner.reason,    inner.sentence,     false};
}

// 22 of 34 pupils, published as 65%; reading -5.2, writing -7.4: two subjects are under their floors.
inline CurrentFinding ash_grove() {
  auto made = finding(900101, "Ash Grove Primary School", "BELOW",
                      "Ash Grove Primary School is below the 2016/17 floor standard: 22 of 34 pupils (published as "
                      "65%, but in fact just under) reached the expected standard in reading, writing and maths, "
                      "under the floor of 65%, and progress was below the floor in reading (-5.2, floor -5.0) and "
                      "writing (-7.4, floor -7.0).",
                      "34");
  made.row.finding.predicates = {predicate("KS2_EXS_RWM", "65", "65"), predicate("KS2_PROG_R", "-5.2", "-5"),
                                 predicate("KS2_PROG_W", "-7.4", "-7"),
                                 predicate("KS2_PROG_M", "-1.0", "-5", school::Truth::no)};
  made.since = 2016;
  made.since_is_first = true;
  return made;
}

// Reading is the only subject under its floor, and its whole interval is below the average.
inline CurrentFinding cherry_tree() {
  auto made = finding(900103, "Cherry Tree Primary School", "BELOW",
                      "Cherry Tree Primary School is below the 2016/17 floor standard: 22 of 44 pupils (50%) reached "
                      "the expected standard in reading, writing and maths, under the floor of 65%, and progress was "
                      "below the floor in reading (-5.3, floor -5.0) and significantly below average there (upper "
                      "confidence limit -2.6).");
  made.row.finding.predicates = {predicate("KS2_EXS_RWM", "50", "65"), predicate("KS2_PROG_R", "-5.3", "-5"),
                                 predicate("KS2_PROG_R_UPPER", "-2.6", "0")};
  made.row.finding.interval = school::Interval{"KS2_PROG_R", value("-8.0"), value("-2.6")};
  return made;
}

// 13 of 20 pupils is the floor itself, and so not below it.
inline CurrentFinding elm_park() {
  auto made = finding(900104, "Elm Park Primary School", "NOT_BELOW",
                      "Elm Park Primary School is not below the 2016/17 floor standard: 13 of 20 pupils (65%) reached "
                      "the expected standard in reading, writing and maths, and the floor is 65%.",
                      "20");
  made.row.finding.predicates = {predicate("KS2_EXS_RWM", "65", "65", school::Truth::no),
                                 predicate("KS2_PROG_R", "-9.0", "-5")};
  return made;
}

// Nothing of its figures may stand in a mail.
inline CurrentFinding birch_lane() {
  auto made = finding(900102, "Birch Lane School", "BELOW",
                      "Birch Lane School is below the 2016/17 floor standard: 1 of 5 pupils (20%) reached the expected "
                      "standard in reading, writing and maths, under the floor of 65%, and progress was below the "
                      "floor in reading (-9.7, floor -5.0) and maths (-8.3, floor -5.0).",
                      "5");
  made.row.finding.predicates = {predicate("KS2_EXS_RWM", "20", "65"), predicate("KS2_PROG_R", "-9.7", "-5"),
                                 predicate("KS2_PROG_M", "-8.3", "-5")};
  return made;
}

inline RuleStanding standing() {
  return {.rule = kRule,
          .title = "KS2 floor standard",
          .year = 2017,
          .run = 12,
          .plugin = "Kent school improvement protocol 1.0.0",
          .history = {{"2015/16", 4, 28}, {"2016/17", 3, 30}},
          .note = ""};
}

inline DigestInput input() {
  return {.la_code = "886",
          .la_name = "Kent",
          .now = kNow,
          .told_on = {},
          .findings = {},
          .told = {},
          .rules = {standing()},
          .files = {},
          .problems = {}};
}

inline Digest made(const DigestInput& from) { return make_digest(from, vocabulary()); }

// A later digest than the first.
inline DigestInput later(std::vector<CurrentFinding> findings, std::vector<ToldFinding> told) {
  auto from = input();
  from.told_on = kToldOn;
  from.findings = std::move(findings);
  from.told = std::move(told);
  return from;
}

inline Letter letter() {
  return {.from = {"Termwise", "termwise@kent.example.invalid"},
          .to = {"Robin Hartley", "robin.hartley@kent.example.invalid"},
          .prefix = "Kent schools",
          .role = "head of school improvement",
          .owner = "Sam Okafor (data manager)",
          .owner_address = "sam.okafor@kent.example.invalid",
          .schedule = "every Monday at 07:00",
          .message_id = "digest-4-1@kent.example.invalid",
          .public_url = "https://termwise.kent.example.invalid",
          .stop_token = "7c1f519a73e842e2"};
}

inline std::string chart_png(const Digest& digest) {
  const auto chart = chart_of(digest);
  return chart ? bar_chart_png(*chart).value() : std::string();
}

}  // namespace termwise::report::samples
