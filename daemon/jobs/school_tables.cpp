// The table reports about schools: absence, and the foundation stage.
#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "base/text.h"
#include "jobs/table_report_parts.h"
#include "school/absence.h"
#include "school/early_years.h"
#include "store/links.h"
#include "store/pupils.h"
#include "store/records.h"

namespace termwise::jobs {
namespace {

using report::Table;
using report::TableCell;
using school::Share;
using school::Value;

constexpr std::string_view kAbsenceDataset = "absence";
constexpr std::string_view kEarlyYearsDataset = "eyfs";

struct SchoolRows {
  AcademicYear year;
  std::map<std::int64_t, std::vector<store::ItemRecord>> schools;  // by URN; several where a file has an item each
  std::map<std::int64_t, std::string> names;
  std::set<std::int64_t> batches;
};

Result<SchoolRows> rows_of(store::Reader& reader, const TableScope& scope, std::string_view dataset,
                           std::string_view what, const std::vector<std::string>& measures,
                           const std::vector<std::string>& attributes) {
  const auto& request = scope.request;
  std::optional<AcademicYear> year = request.year;
  if (!year) {
    TERMWISE_TRY(year, store::latest_year(reader, request.la, scope.highest, {std::string(dataset)}));
  }
  if (!year) return nothing_loaded(scope, what);
  std::vector<Urn> urns;
  if (request.school) {
    urns.push_back(*request.school);
  } else {
    TERMWISE_TRY(urns, store::schools_of_dataset(reader, dataset, request.la, year->summer(), scope.highest));
  }
  TERMWISE_TRY(auto items, store::latest_items(reader, dataset, urns, year->summer(), year->summer(), scope.highest,
                                               measures, attributes));
  SchoolRows rows{*year, {}, {}, {}};
  for (auto& item : items) {
    if (item.record.la_code != request.la) continue;  // a later file has it elsewhere
    rows.batches.insert(item.record.batch.value);
    rows.schools[item.record.urn.value].push_back(std::move(item));
  }
  if (rows.schools.empty()) return nothing_loaded(scope, what);
  TERMWISE_TRY(rows.names, store::names_of_schools(reader, urns, scope.highest));
  return rows;
}

std::string name_of(const SchoolRows& rows, std::int64_t urn) {
  const auto name = rows.names.find(urn);
  return name == rows.names.end() ? std::string() : name->second;
}

// A count within what measures sum up; a file's cell may say anything.
std::optional<std::int64_t> count_of(const Value& value) {
  if (value.number() == nullptr) return std::nullopt;
  const auto whole = value.number()->rescaled(0);
  if (!whole || whole->units() < 0 || whole->units() > school::kMostCounted) return std::nullopt;
  return whole->units();
}

// Empty where either is not known or they do not fit.
std::optional<Share> share_of(const Value& part, const Value& whole) {
  const auto some = count_of(part);
  const auto all = count_of(whole);
  if (!some || !all || *some > *all) return std::nullopt;
  return Share{*some, *all};
}

TableCell cell_of_value(const Value& value) {
  if (value.number() != nullptr) return *value.number();
  if (*value.missing() == school::Missing::suppressed) return report::Withheld{};
  return report::NoFigure{};
}

// Which rows are withheld: of those whose pupils are known; the last is that of all schools. A cohort alone, whose share is not
// known, is a group of which nobody is said to have reached anything.
struct Withholding {
  std::vector<bool> rows;
  bool all = false;
};

struct Cohort {
  std::optional<Share> share;
  std::optional<std::int64_t> pupils;  // where there is no share
};

Result<Withholding> withholding_of(const std::vector<Cohort>& cohorts, const school::SuppressionRule& rule) {
  std::vector<school::GroupCount> groups;
  std::vector<std::size_t> places;
  Withholding withholding{std::vector<bool>(cohorts.size(), false), false};
  for (std::size_t i = 0; i < cohorts.size(); ++i) {
    if (cohorts[i].share) {
      groups.push_back({"", *cohorts[i].share});
      places.push_back(i);
    } else if (cohorts[i].pupils) {
      withholding.rows[i] = *cohorts[i].pupils <= rule.largest_hidden;
    }
  }
  TERMWISE_TRY(const auto hidden, school::suppress_groups(groups, rule));
  for (std::size_t i = 0; i < places.size(); ++i) withholding.rows[places[i]] = hidden[i];
  withholding.all = hidden.back();
  return withholding;
}

TableCell sum_cell(const std::optional<std::int64_t>& sum) {
  if (!sum) return report::NoFigure{};
  return count_cell(*sum);
}

TableCell percent_cell(const std::optional<Share>& share) {
  if (!share) return report::NoFigure{};
  return cell_of(school::rounded_percent(*share, kPercentDecimals));
}

// ---- Absence -------------------------------------------------------------------------------------------------------

const std::vector<std::string> kAbsenceMeasures{"ABSENCE_POSSIBLE",  "ABSENCE_AUTHORISED", "ABSENCE_UNAUTHORISED",
                                                "ABSENCE_PUPILS",    "ABSENCE_OVERALL",    "ABSENCE_COUNT_PERSISTENT",
                                                "ABSENCE_PERSISTENT"};

struct SchoolAbsence {
  std::string terms;                // "autumn and spring"; empty of a whole year
  std::optional<Share> sessions;    // of all terms that the file has; none where one of them lacks a count
  std::optional<Share> persistent;  // pupils, of the last term
  std::optional<std::int64_t> pupils;
  Value published_overall = school::Missing::not_supplied;
  Value published_persistent = school::Missing::not_supplied;
};

int order_of(const store::ItemRecord& term) {
  const auto* name = term.record.attributes[0].text();
  if (name == nullptr) return 0;
  return *name == "autumn" ? 1 : (*name == "spring" ? 2 : 3);
}

std::optional<Share> sessions_of(const std::vector<store::ItemRecord>& terms) {
  school::Sessions sum;
  for (const auto& term : terms) {
    const auto possible = count_of(term.record.values[0]);
    const auto authorised = count_of(term.record.values[1]);
    const auto unauthorised = count_of(term.record.values[2]);
    if (!possible || !authorised || !unauthorised) return std::nullopt;
    sum.possible += *possible;
    sum.authorised += *authorised;
    sum.unauthorised += *unauthorised;
  }
  return school::overall_absence(sum);
}

// Terms of the LA's own file and a publisher's row of the year may both be there.
SchoolAbsence absence_of(std::vector<store::ItemRecord> rows) {
  SchoolAbsence absence;
  const auto year = std::find_if(rows.begin(), rows.end(), [](const auto& row) { return row.item.empty(); });
  if (year != rows.end()) {
    absence.published_overall = year->record.values[4];
    absence.published_persistent = year->record.values[6];
  }
  if (rows.size() > 1 && year != rows.end()) rows.erase(year);
  std::stable_sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return order_of(a) < order_of(b); });
  std::vector<std::string> terms;
  for (const auto& term : rows)
    if (const auto* name = term.record.attributes[0].text()) terms.push_back(*name);
  absence.terms = listed(terms);
  absence.sessions = sessions_of(rows);
  const auto& last = rows.back().record;
  absence.pupils = count_of(last.values[3]);
  absence.persistent = share_of(last.values[5], last.values[3]);
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

// ---- Foundation stage ----------------------------------------------------------------------------------------------

std::string good_in_words(school::Profile profile) {
  switch (profile) {
    case school::Profile::thirteen_scales:
      return "Good: 78 points in all, and 6 in each scale of personal development and of language. The profile of 13 "
             "scales "
             "ended with 2011/12; figures of later years do not compare.";
    case school::Profile::goals_of_2012:
      return "Good: at least the expected level in the goals of personal, physical and language development, literacy "
             "and "
             "maths. This profile held from 2012/13 to 2020/21; figures of other years do not compare.";
    case school::Profile::goals_of_2021:
      return "Good: the expected level in the goals of personal, physical and language development, literacy and "
             "maths. This "
             "profile holds from 2021/22; figures of earlier years do not compare.";
  }
  return {};
}

TableCell gap_cell(const Value& median, const Value& lowest) {
  if (median.number() == nullptr || lowest.number() == nullptr) return report::NoFigure{};
  const auto gap = school::gap_percent(*median.number(), *lowest.number());
  return gap ? cell_of(gap->rounded(kPercentDecimals)) : TableCell(report::NoFigure{});
}

}  // namespace

Result<Table> absence_report(store::Reader& reader, const TableScope& scope) {
  TERMWISE_TRY(SchoolRows rows,
               rows_of(reader, scope, kAbsenceDataset, "figures of absence", kAbsenceMeasures, {"term"}));
  Table table;
  table.title = fmt::format("Absence, {}, {}", scope.whom, rows.year.label());
  TERMWISE_TRY(table.source, source_in_words(reader, rows.batches));
  table.columns = {{"URN", "", false},       {"School", "", false},      {"Terms", "", false},
                   {"Possible", "sessions"}, {"Missed", "sessions"},     {"Missed", "%"},
                   {"Counted", "pupils"},    {"Persistently", "pupils"}, {"Persistently", "%"}};
  std::vector<SchoolAbsence> schools;
  std::vector<Cohort> cohorts;
  for (auto& [urn, items] : rows.schools) {
    schools.push_back(absence_of(std::move(items)));
    cohorts.push_back({schools.back().persistent, schools.back().pupils});
  }
  TERMWISE_TRY(const auto withheld, withholding_of(cohorts, school::suppression_for(scope.request.audience)));
  Share sessions;
  Share persistent;
  std::size_t hidden_in_sessions = 0;
  std::size_t i = 0;
  for (const auto& [urn, unused] : rows.schools) {
    const SchoolAbsence& one = schools[i];
    const bool hidden = withheld.rows[i++];
    const auto cell = [&](TableCell shown) { return cell_unless(hidden, std::move(shown)); };
    const auto number = [](const std::optional<Share>& share, bool of_whole) {
      return share ? sum_cell(of_whole ? share->whole : share->part) : TableCell(report::NoFigure{});
    };
    table.rows.push_back(
        {std::to_string(urn), name_of(rows, urn), one.terms, cell(number(one.sessions, true)),
         cell(number(one.sessions, false)),
         cell(one.sessions ? percent_cell(one.sessions) : cell_of_value(one.published_overall)),
         cell(sum_cell(one.pupils)), cell(number(one.persistent, false)),
         cell(one.persistent ? percent_cell(one.persistent) : cell_of_value(one.published_persistent))});
    if (one.sessions && (one.persistent || !hidden)) {
      sessions = {sessions.part + one.sessions->part, sessions.whole + one.sessions->whole};
      hidden_in_sessions += hidden ? 1 : 0;
    }
    if (one.persistent) persistent = {persistent.part + one.persistent->part, persistent.whole + one.persistent->whole};
  }
  if (!scope.request.school && sessions.whole > 0) {
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
      persistent_in_words(rows.year.summer()), audience_in_words(scope.request.audience)};
  return table;
}

Result<Table> early_years_report(store::Reader& reader, const TableScope& scope) {
  const std::vector<std::string> measures{"EYFS_COHORT", "EYFS_COUNT_GOOD", "EYFS_COUNT_GLD", "EYFS_MEDIAN",
                                          "EYFS_LOWEST_FIFTH"};
  TERMWISE_TRY(const SchoolRows rows,
               rows_of(reader, scope, kEarlyYearsDataset, "results of the foundation stage", measures, {}));
  const auto profile = school::profile_of(rows.year.summer());
  const std::size_t good = profile == school::Profile::thirteen_scales ? 1 : 2;
  Table table;
  table.title = fmt::format("Foundation stage, {}, {}", scope.whom, rows.year.label());
  TERMWISE_TRY(table.source, source_in_words(reader, rows.batches));
  table.columns = {
      {"URN", "", false}, {"School", "", false}, {"Assessed", "children"},   {"Good", "children"},
      {"Good", "%"},      {"Median", "points"},  {"Lowest fifth", "points"}, {"Gap of the lowest fifth", "%"}};
  std::vector<Cohort> cohorts;
  for (const auto& [urn, items] : rows.schools) {
    const auto& values = items.front().record.values;
    cohorts.push_back({share_of(values[good], values[0]), count_of(values[0])});
  }
  TERMWISE_TRY(const auto withheld, withholding_of(cohorts, school::suppression_for(scope.request.audience)));
  Share all;
  std::size_t i = 0;
  for (const auto& [urn, items] : rows.schools) {
    const auto& values = items.front().record.values;
    const auto share = cohorts[i].share;
    const bool hidden = withheld.rows[i++];
    const auto cell = [&](TableCell shown) { return cell_unless(hidden, std::move(shown)); };
    table.rows.push_back({std::to_string(urn), name_of(rows, urn), cell(cell_of_value(values[0])),
                          cell(cell_of_value(values[good])), cell(percent_cell(share)), cell(cell_of_value(values[3])),
                          cell(cell_of_value(values[4])), cell(gap_cell(values[3], values[4]))});
    if (share) all = {all.part + share->part, all.whole + share->whole};
  }
  if (!scope.request.school && all.whole > 0) {
    const auto cell = [&](TableCell shown) { return cell_unless(withheld.all, std::move(shown)); };
    table.rows.push_back({std::string(), "All schools with counts", cell(count_cell(all.whole)),
                          cell(count_cell(all.part)), cell(percent_cell(all)), report::NoFigure{}, report::NoFigure{},
                          report::NoFigure{}});
  }
  table.notes = {
      good_in_words(profile),
      "The gap is how far the mean of the lowest fifth of children is below the median of all, in per cent of the "
      "median, from what the file says of both.",
      audience_in_words(scope.request.audience)};
  return table;
}

}  // namespace termwise::jobs
