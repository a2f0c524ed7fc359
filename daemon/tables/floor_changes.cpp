// How many schools rose above the floor and fell below it, from one year to the next, as findings have it.
#include <array>
#include <map>
#include <set>
#include <string>

#include <fmt/format.h>

#include "base/text.h"
#include "report/wording.h"
#include "store/runs.h"
#include "tables/cells.h"
#include "tables/list.h"

namespace termwise::tables {
namespace {

using report::Table;

// Rules that say of one year whether a school is below; and rules that say themselves what has changed since the year before.
constexpr std::array<std::string_view, 2> kFloors{"ks2-floor", "ks4-floor"};
constexpr std::string_view kChangeRules = "-above-below";

struct Changes {
  std::int64_t rose = 0;
  std::int64_t fell = 0;
  std::int64_t stayed_above = 0;
  std::int64_t stayed_below = 0;
  std::int64_t unknown = 0;  // judged in one of the two years only, or in neither
};

void add(Changes& changes, std::string_view outcome) {
  if (outcome == "ROSE_ABOVE")
    ++changes.rose;
  else if (outcome == "FELL_BELOW")
    ++changes.fell;
  else if (outcome == "STAYED_ABOVE")
    ++changes.stayed_above;
  else if (outcome == "STAYED_BELOW")
    ++changes.stayed_below;
  else
    ++changes.unknown;
}

// Below is true; empty where the rule could not tell, did not apply or has no standard.
std::optional<bool> below(const std::string& outcome) {
  if (outcome == "BELOW") return true;
  if (outcome == "NOT_BELOW") return false;
  return std::nullopt;
}

std::string_view change_of(const std::optional<bool>& before, const std::optional<bool>& now) {
  if (!before || !now) return "NOT_KNOWN";
  if (*before) return *now ? "STAYED_BELOW" : "ROSE_ABOVE";
  return *now ? "FELL_BELOW" : "STAYED_ABOVE";
}

using Verdicts = std::map<int, std::map<std::int64_t, std::optional<bool>>>;  // by year and school

// A school counts in a year in which the rule was asked about it and a standard was set, where the rule also ran the year before.
std::map<int, Changes> changes_of(const Verdicts& years) {
  std::map<int, Changes> found;
  for (const auto& [summer, schools] : years) {
    const auto before = years.find(summer - 1);
    if (before == years.end()) continue;
    for (const auto& [urn, now] : schools) {
      const auto then = before->second.find(urn);
      add(found[summer], change_of(then == before->second.end() ? std::nullopt : then->second, now));
    }
  }
  return found;
}

Result<Table> make(Desk& desk) {
  const auto& request = desk.request();
  store::FindingFilter filter;
  filter.la = request.la;
  filter.known = request.known;
  std::map<std::string, std::map<int, Changes>> rules;
  for (const auto floor : kFloors) {
    filter.rule = std::string(floor);
    TERMWISE_TRY(const auto findings, store::find_findings(desk.reader(), filter));
    Verdicts verdicts;
    for (const auto& stored : findings)
      if (stored.finding.outcome != "NO_STANDARD")
        verdicts[stored.finding.year][stored.finding.subject] = below(stored.finding.outcome);
    rules[std::string(floor)] = changes_of(verdicts);
  }
  filter.rule.reset();
  filter.job = "concern-flag";
  TERMWISE_TRY(const auto findings, store::find_findings(desk.reader(), filter));
  for (const auto& stored : findings)
    if (stored.finding.rule.find(kChangeRules) != std::string::npos && stored.finding.outcome != "NO_STANDARD")
      add(rules[stored.finding.rule][stored.finding.year], stored.finding.outcome);
  Table table;
  table.title = fmt::format("Schools above and below the floor, {}", desk.whom());
  table.source = "Source: the findings of the latest run of each rule and year.";
  table.columns = {{"Rule", "", false},         {"Year", "", false},         {"Judged in both years", "schools"},
                   {"Rose above", "schools"},   {"Fell below", "schools"},   {"Net change above", "schools"},
                   {"Stayed above", "schools"}, {"Stayed below", "schools"}, {"Not comparable", "schools"}};
  for (const auto& [rule, years] : rules)
    for (const auto& [summer, one] : years) {
      if (request.year && summer > request.year->summer()) continue;
      table.rows.push_back({rule, report::year_label(summer),
                            count_cell(one.rose + one.fell + one.stayed_above + one.stayed_below), count_cell(one.rose),
                            count_cell(one.fell), Decimal(one.rose - one.fell), count_cell(one.stayed_above),
                            count_cell(one.stayed_below), count_cell(one.unknown)});
    }
  if (table.rows.empty())
    return Error{
        ExitCode::data,
        fmt::format("No rule about a floor has judged schools of {} in two years one after the other. Run it for "
                    "both: 'termwise run floor-check --la {} --year YEAR'.",
                    desk.whom(), request.la.text())};
  table.notes = {
      "Each line compares a year with the one before it, school by school. Not comparable: the rule could not tell in "
      "one "
      "of the two years, the school was exempt, or it was not there. The floor of a year is that year's: where it was "
      "raised, a school may fall below it with the same results.",
      "It counts schools and not pupils, so that nothing is withheld."};
  return table;
}

}  // namespace

TableReport floor_changes_report() {
  return {"floor-changes", "How many schools rose above the floor and fell below it, year on year", {}, make};
}

}  // namespace termwise::tables
