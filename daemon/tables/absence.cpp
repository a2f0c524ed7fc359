// Sessions missed and persistent absence, by school.
#include <algorithm>

#include <fmt/format.h>

#include "base/text.h"
#include "school/absence.h"
#include "tables/cells.h"
#include "tables/list.h"

namespace termwise::tables {
namespace {

using report::Table;
using report::TableCell;
using school::Share;
using school::Value;

const Sheet kAbsence{"absence",
                     "figures of absence",
                     {"ABSENCE_POSSIBLE", "ABSENCE_AUTHORISED", "ABSENCE_UNAUTHORISED", "ABSENCE_PUPILS",
                      "ABSENCE_OVERALL", "ABSENCE_COUNT_PERSISTENT", "ABSENCE_PERSISTENT"},
                     {"term"}};

struct SchoolAbsence {
  std::string terms;                // "autumn and spring"; empty of a whole year
  std::optional<Share> sessions;    // of all terms that the file has; none where one of them lacks a count
  std::optional<Share> persistent;  // pupils, of the last term
  std::optional<std::int64_t> pupils;
  Value published_overall = school::Missing::not_supplied;
  Value published_persistent = school::Missing::not_supplied;
};

int order_of(const Row& term) {
  const std::string name = term.text("term");
  if (name.empty()) return 0;
  return name == "autumn" ? 1 : (name == "spring" ? 2 : 3);
}

std::optional<Share> sessions_of(const std::vector<Row>& terms) {
  school::Sessions sum;
  for (const auto& term : terms) {
    const auto possible = term.count("ABSENCE_POSSIBLE");
    const auto authorised = term.count("ABSENCE_AUTHORISED");
    const auto unauthorised = term.count("ABSENCE_UNAUTHORISED");
    if (!possible || !authorised || !unauthorised) return std::nullopt;
    sum.possible += *possible;
    sum.authorised += *authorised;
    sum.unauthorised += *unauthorised;
  }
  return school::overall_absence(sum);
}

// Terms of the LA's own file and a publisher's row of the year may both be there.
SchoolAbsence absence_of(std::vector<Row> rows) {
  SchoolAbsence absence;
  const auto year = std::find_if(rows.begin(), rows.end(), [](const auto& row) { return row.item().empty(); });
  if (year != rows.end()) {
    absence.published_overall = year->value("ABSENCE_OVERALL");
    absence.published_persistent = year->value("ABSENCE_PERSISTENT");
  }
  if (rows.size() > 1 && year != rows.end()) rows.erase(year);
  std::stable_sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return order_of(a) < order_of(b); });
  std::vector<std::string> terms;
  for (const auto& term : rows)
    if (term.has("term")) terms.push_back(term.text("term"));
  absence.terms = listed(terms);
  absence.sessions = sessions_of(rows);
  absence.pupils = rows.back().count("ABSENCE_PUPILS");
  absence.persistent = share_of(rows.back().count("ABSENCE_COUNT_PERSISTENT"), absence.pupils);
  return absence;
}

std::string persistent_in_words(int summer) {
  const auto definition = school::persistent_absence_of(summer);
  if (!definition) return "Persistent absence had no definition of DfE's in this year.";
  switch (*definition) {
    case school::PersistentAbsence::twenty_percent:
      return "Persistent absence: about 20% of sessions (64 of five half terms). This definition held from 2005/06 to "
             "2009/10; "
             "figures of later years do not compare.";
    case school::PersistentAbsence::fifteen_percent:
      return "Persistent absence: about 15% of sessions (56 of six half terms). This definition held from 2010/11 to "
             "2014/15; "
             "figures of other years do not compare.";
    case school::PersistentAbsence::ten_percent_of_own:
      return "Persistent absence: 10% or more of a pupil's own sessions. This definition holds from 2015/16; figures "
             "of earlier "
             "years do not compare.";
  }
  return {};
}

Result<Table> make(Desk& desk) {
  TERMWISE_TRY(const AcademicYear year, desk.year({&kAbsence}));
  TERMWISE_TRY(const auto rows, desk.schools(kAbsence, year));
  if (rows.empty()) return desk.nothing(kAbsence);
  TERMWISE_TRY(Table table, desk.table("Absence", year.label(),
                                       {{"URN", "", false},
                                        {"School", "", false},
                                        {"Terms", "", false},
                                        {"Possible", "sessions"},
                                        {"Missed", "sessions"},
                                        {"Missed", "%"},
                                        {"Counted", "pupils"},
                                        {"Persistently", "pupils"},
                                        {"Persistently", "%"}}));
  auto by_school = rows_by_school(rows);
  std::vector<SchoolAbsence> schools;
  std::vector<Cohort> cohorts;
  for (auto& [urn, items] : by_school) {
    schools.push_back(absence_of(std::move(items)));
    cohorts.push_back({schools.back().persistent, schools.back().pupils});
  }
  TERMWISE_TRY(const auto withheld, withholding_of(cohorts, desk.rule()));
  Share sessions;
  Share persistent;
  std::size_t hidden_in_sessions = 0;
  std::size_t i = 0;
  for (const auto& [urn, unused] : by_school) {
    const SchoolAbsence& one = schools[i];
    const bool hidden = withheld.rows[i++];
    const auto cell = [&](TableCell shown) { return cell_unless(hidden, std::move(shown)); };
    const auto number = [](const std::optional<Share>& share, bool of_whole) {
      return share ? cell_of(of_whole ? share->whole : share->part) : TableCell(report::NoFigure{});
    };
    table.rows.push_back(
        {std::to_string(urn), desk.name_of(urn), one.terms, cell(number(one.sessions, true)),
         cell(number(one.sessions, false)),
         cell(one.sessions ? percent_cell(one.sessions) : cell_of_value(one.published_overall)),
         cell(cell_of(one.pupils)), cell(number(one.persistent, false)),
         cell(one.persistent ? percent_cell(one.persistent) : cell_of_value(one.published_persistent))});
    if (one.sessions && (one.persistent || !hidden)) {
      sessions = {sessions.part + one.sessions->part, sessions.whole + one.sessions->whole};
      hidden_in_sessions += hidden ? 1 : 0;
    }
    if (one.persistent) persistent = {persistent.part + one.persistent->part, persistent.whole + one.persistent->whole};
  }
  if (!desk.request().school && sessions.whole > 0) {
    const auto cell = [&](TableCell shown) { return cell_unless(withheld.all, std::move(shown)); };
    // Of one hidden school among them the sessions would be those of all less those of the others.
    const auto of_sessions = [&](TableCell shown) {
      return cell_unless(withheld.all || hidden_in_sessions == 1, std::move(shown));
    };
    table.rows.push_back({std::string(), "All schools with counts", std::string(),
                          of_sessions(count_cell(sessions.whole)), of_sessions(count_cell(sessions.part)),
                          of_sessions(percent_cell(sessions)), cell(count_cell(persistent.whole)),
                          cell(count_cell(persistent.part)), cell(percent_cell(persistent))});
  }
  table.notes = {
      "Sessions are half days; a school without possible sessions has no percentage. Pupils are those of the last "
      "term in the file.",
      persistent_in_words(year.summer()), audience_in_words(desk.request().audience)};
  return table;
}

}  // namespace

TableReport absence_report() {
  return {"absence", "Sessions missed and persistent absence, by school", {Option::school}, make};
}

}  // namespace termwise::tables
