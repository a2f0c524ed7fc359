#include "snapshot/snapshot.h"

#include <algorithm>
#include <chrono>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "snapshot/lineage.h"
#include "snapshot/table_writer.h"
#include "snapshot/tables.h"
#include "store/records.h"
#include "wire/image.h"
#include "wire/tables.h"

namespace termwise::snapshot {
namespace {

const std::vector<std::string> kSchoolAttributes{"name", "estab", "kind", "status", "type", "age_range"};

using Row = EvidenceLedger::Row;

// Everything the store said about one school in one year, from one or more datasets.
struct SchoolYear {
  Urn urn;
  int year = 0;
  std::vector<const store::SchoolRecord*> records;  // one a dataset, null where it has none
};

struct Facts {
  std::vector<std::string> datasets;
  std::vector<std::vector<std::string>> measures;  // asked of each dataset
  std::vector<std::vector<store::SchoolRecord>> records;
  std::vector<SchoolYear> schools;                   // by (urn, year)
  std::vector<Urn> subjects;                         // the LA's schools, sorted
  std::vector<Urn> everybody;                        // they and those from which they have come, sorted
  std::map<std::int64_t, school::Lineage> lineages;  // of the subjects that have come from others
};

Result<void> check_needs(const std::vector<wire::Need>& needs, const settings::Settings& settings) {
  const auto known = wire::table_names();
  for (const auto& need : needs) {
    if (std::find(known.begin(), known.end(), need.table) == known.end())
      return Error{ExitCode::data, fmt::format("The plugin needs the table {}, which this version of Termwise does not "
                                               "have. Install the version that the plugin was built for.",
                                               need.table)};
    if (const auto* items = wire::item_table(need.table)) TERMWISE_CHECK(check_item_names(need, *items, settings));
    for (const auto& name : need.names)
      if (need.table == wire::kMeasureTable && !settings.measure(name))
        return Error{ExitCode::data, fmt::format("The plugin needs the measure {}, which measures.toml does not list. "
                                                 "Add it there, or install the plugin that fits this configuration.",
                                                 name)};
  }
  return {};
}

// The dataset's place among those gathered; it is added where it is not there yet.
std::size_t place_of(Facts& facts, const std::string& dataset) {
  const auto found = std::find(facts.datasets.begin(), facts.datasets.end(), dataset);
  const auto place = static_cast<std::size_t>(found - facts.datasets.begin());
  if (found == facts.datasets.end()) {
    facts.datasets.push_back(dataset);
    facts.measures.emplace_back();
  }
  return place;
}

// A school's lineage is what was known of it then: a link of a later day is no link yet.
Result<void> gather_lineages(store::Reader& reader, const settings::Settings& settings, const Scope& scope,
                             Facts& facts) {
  const auto end = std::chrono::year(scope.year.summer()) / std::chrono::August / 31;
  TERMWISE_TRY(const auto graph,
               links_behind(reader, settings, facts.subjects, scope.highest, std::max(end, scope.reference_date)));
  std::set<Urn> everybody(facts.subjects.begin(), facts.subjects.end());
  for (const Urn urn : facts.subjects) {
    auto lineage = school::lineage_of(urn, graph.links);
    if (lineage.ancestors.empty()) continue;
    for (const auto& ancestor : lineage.ancestors) everybody.insert(ancestor.urn);
    facts.lineages.emplace(urn.value, std::move(lineage));
  }
  facts.everybody.assign(everybody.begin(), everybody.end());
  return {};
}

// Of every dataset that has data, whether a measure of it is asked for or not: a school is there if any file names it.
Result<Facts> gather(store::Reader& reader, const settings::Settings& settings, const std::vector<wire::Need>& needs,
                     const Scope& scope) {
  Facts facts;
  std::uint32_t years_before = 0;
  for (const auto& need : needs)
    if (wire::item_table(need.table) == nullptr) years_before = std::max(years_before, need.years_before);
  TERMWISE_TRY(facts.subjects, store::schools_of_la(reader, scope.la, scope.year.summer(), scope.highest));
  facts.everybody = facts.subjects;
  if (wire::need_of(needs, wire::kLineageTable) != nullptr)
    TERMWISE_CHECK(gather_lineages(reader, settings, scope, facts));
  TERMWISE_TRY(const auto datasets, store::datasets_up_to(reader, scope.highest));
  for (const auto& dataset : datasets) place_of(facts, dataset);
  if (const auto* need = wire::need_of(needs, wire::kMeasureTable))
    for (const auto& code : need->names)
      facts.measures[place_of(facts, settings.measure(code)->dataset)].push_back(code);
  std::map<std::pair<std::int64_t, int>, std::vector<const store::SchoolRecord*>> merged;
  for (std::size_t i = 0; i < facts.datasets.size(); ++i) {
    TERMWISE_TRY(auto records,
                 store::latest_records(reader, facts.datasets[i], facts.everybody,
                                       scope.year.summer() - static_cast<int>(years_before), scope.year.summer(),
                                       scope.highest, facts.measures[i], kSchoolAttributes));
    facts.records.push_back(std::move(records));
  }
  for (std::size_t i = 0; i < facts.records.size(); ++i)
    for (const auto& record : facts.records[i]) {
      auto& entry = merged[{record.urn.value, record.year}];
      entry.resize(facts.datasets.size(), nullptr);
      entry[i] = &record;
    }
  for (auto& [key, records] : merged) facts.schools.push_back({Urn{key.first}, key.second, std::move(records)});
  return facts;
}

// The schools of the years that one need asks for.
std::vector<const SchoolYear*> within(const Facts& facts, const wire::Need& need, AcademicYear year) {
  std::vector<const SchoolYear*> rows;
  for (const auto& school : facts.schools)
    if (school.year >= year.summer() - static_cast<int>(need.years_before)) rows.push_back(&school);
  return rows;
}

void add_keys(TableWriter& table, const std::vector<const SchoolYear*>& rows) {
  std::vector<std::int64_t> urns;
  std::vector<std::int64_t> years;
  for (const auto* row : rows) {
    urns.push_back(row->urn.value);
    years.push_back(row->year);
  }
  table.keys("urn", urns);
  table.keys("year", years);
}

// The record whose word an attribute is: of the first dataset that has a text, else of the first that has a reason
// other than that nothing was supplied; null where no dataset says anything.
const store::SchoolRecord* spokesman(const SchoolYear& school, std::size_t attribute) {
  const store::SchoolRecord* found = nullptr;
  for (const auto* record : school.records) {
    if (record == nullptr) continue;
    const school::Attribute& said = record->attributes[attribute];
    if (said.text() != nullptr) return record;
    if (found == nullptr || found->attributes[attribute] == school::Missing::not_supplied) found = record;
  }
  return found;
}

// Where the school stood in that year, which need not be the run's LA.
school::Attribute la_of(const SchoolYear& school) {
  for (const auto* record : school.records)
    if (record != nullptr && record->la_code) return record->la_code->text();
  return school::Missing::not_supplied;
}

void add_schools(wire::ImageBuilder& image, EvidenceLedger& ledger, const std::vector<const SchoolYear*>& rows) {
  TableWriter table(image, ledger, wire::kSchoolTable, rows.size());
  add_keys(table, rows);
  for (std::size_t i = 0; i < kSchoolAttributes.size(); ++i) {
    std::vector<school::Attribute> values;
    std::vector<Row> sources;
    for (const auto* row : rows) {
      const store::SchoolRecord* record = spokesman(*row, i);
      values.push_back(record ? record->attributes[i] : school::Attribute(school::Missing::not_supplied));
      sources.push_back(record ? Row{record->batch, record->line, record->urn.value} : Row{});
    }
    table.attributes(kSchoolAttributes[i], values, sources);
    if (i > 0) continue;
    std::vector<school::Attribute> las;
    for (const auto* row : rows) las.push_back(la_of(*row));
    table.attributes("la_code", las, {});
  }
}

void add_measures(wire::ImageBuilder& image, EvidenceLedger& ledger, const std::vector<const SchoolYear*>& rows,
                  const Facts& facts, const wire::Need& need, const settings::Settings& settings) {
  TableWriter table(image, ledger, wire::kMeasureTable, rows.size());
  add_keys(table, rows);
  for (const auto& code : need.names) {
    const school::Measure& measure = *settings.measure(code);
    const auto dataset = static_cast<std::size_t>(
        std::find(facts.datasets.begin(), facts.datasets.end(), measure.dataset) - facts.datasets.begin());
    const auto& asked = facts.measures[dataset];
    const auto position = static_cast<std::size_t>(std::find(asked.begin(), asked.end(), code) - asked.begin());
    std::vector<school::Value> values;
    std::vector<Row> sources;
    for (const auto* row : rows) {
      const store::SchoolRecord* record = row->records[dataset];
      values.push_back(record ? record->values[position] : school::Value(school::Missing::not_supplied));
      sources.push_back(record ? Row{record->batch, record->line, record->urn.value} : Row{});
    }
    table.values(code, measure.scale, values, sources);
  }
}

// An item of a later year than the run's is given where the reference date lies in it, or where it is of what is to come.
ItemScope item_scope(const Scope& scope, const Facts& facts, const wire::Need& need, const wire::ItemTable& table) {
  const AcademicYear last = std::max(scope.year, AcademicYear::of(scope.reference_date).value_or(scope.year));
  return {scope.la, facts.everybody, scope.year.summer() - static_cast<int>(need.years_before),
          last.summer() + table.years_ahead, scope.highest};
}

}  // namespace

Result<Snapshot> take(store::Reader& reader, const settings::Settings& settings, const std::vector<wire::Need>& needs,
                      const Scope& scope) {
  TERMWISE_CHECK(check_needs(needs, settings));
  TERMWISE_TRY(const Facts facts, gather(reader, settings, needs, scope));
  Snapshot snapshot;
  for (const Urn urn : facts.subjects) snapshot.subjects.push_back(urn.value);
  const settings::LocalAuthority la = settings.la(scope.la);
  snapshot.la_name = la.name;
  wire::ImageBuilder image;
  for (const auto& need : needs) {
    const auto rows = within(facts, need, scope.year);
    if (need.table == wire::kSchoolTable) add_schools(image, snapshot.ledger, rows);
    if (need.table == wire::kMeasureTable) add_measures(image, snapshot.ledger, rows, facts, need, settings);
    if (need.table == wire::kStandardTable) add_standards(image, snapshot.ledger, settings.standards);
    if (need.table == wire::kLineageTable) add_lineages(image, snapshot.ledger, facts.lineages, snapshot.subjects);
    if (need.table == wire::kCalendarTable) add_calendar(image, snapshot.ledger, la.calendar, scope.year);
    if (const auto* items = wire::item_table(need.table))
      TERMWISE_CHECK(
          add_items(reader, image, snapshot, need, *items, item_scope(scope, facts, need, *items), settings));
  }
  for (const auto& school : facts.schools)
    for (const auto* record : school.records)
      if (record && record->attributes[0].text()) snapshot.names[school.urn.value] = *record->attributes[0].text();
  for (const auto& [urn, lineage] : facts.lineages)
    for (const auto& ancestor : lineage.ancestors) snapshot.ancestors[urn].insert(ancestor.urn.value);
  TERMWISE_TRY(snapshot.image, image.finish());
  snapshot.sha256 =
      sha256(std::string_view(reinterpret_cast<const char*>(snapshot.image.data()), snapshot.image.size()));
  return snapshot;
}

}  // namespace termwise::snapshot
