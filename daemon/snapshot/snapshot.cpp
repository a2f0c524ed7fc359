#include "snapshot/snapshot.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "store/records.h"
#include "wire/image.h"

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
  std::vector<SchoolYear> schools;  // by (urn, year)
};

const wire::Need* need_of(const std::vector<wire::Need>& needs, std::string_view table) {
  const auto found = std::find_if(needs.begin(), needs.end(), [&](const auto& need) { return need.table == table; });
  return found == needs.end() ? nullptr : &*found;
}

Result<void> check_needs(const std::vector<wire::Need>& needs, const settings::Settings& settings) {
  for (const auto& need : needs) {
    if (need.table != "school/1" && need.table != "measure/1" && need.table != "standard/1")
      return Error{ExitCode::data, fmt::format("The plugin needs the table {}, which this version of Termwise does not "
                                               "have. Install the version that the plugin was built for.",
                                               need.table)};
    for (const auto& name : need.names)
      if (need.table == "measure/1" && !settings.measure(name))
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

// Of every dataset that has data, whether a measure of it is asked for or not: a school is there if any file names it.
Result<Facts> gather(store::Reader& reader, const settings::Settings& settings, const std::vector<wire::Need>& needs,
                     const LaCode& la, AcademicYear year, BatchId highest) {
  Facts facts;
  std::uint32_t years_before = 0;
  for (const auto& need : needs) years_before = std::max(years_before, need.years_before);
  TERMWISE_TRY(const auto datasets, store::datasets_up_to(reader, highest));
  for (const auto& dataset : datasets) place_of(facts, dataset);
  if (const auto* need = need_of(needs, "measure/1"))
    for (const auto& code : need->names)
      facts.measures[place_of(facts, settings.measure(code)->dataset)].push_back(code);
  std::map<std::pair<std::int64_t, int>, std::vector<const store::SchoolRecord*>> merged;
  for (std::size_t i = 0; i < facts.datasets.size(); ++i) {
    TERMWISE_TRY(auto records, store::latest_school_records(
                                   reader, facts.datasets[i], la, year.summer() - static_cast<int>(years_before),
                                   year.summer(), highest, facts.measures[i], kSchoolAttributes));
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

class TableWriter {
 public:
  TableWriter(wire::ImageBuilder& image, EvidenceLedger& ledger, std::string_view table, std::size_t rows)
      : image_(image), ledger_(ledger), present_(rows, TW_PRESENT) {
    image_.begin_table(table, rows);
  }

  void keys(std::string_view name, const std::vector<std::int64_t>& values) {
    image_.add_decimals(name, 0, values, present_, {});
  }
  void texts(std::string_view name, const std::vector<std::string>& values) {
    image_.add_strings(name, values, present_, {});
  }
  // Texts of which some are missing; `sources` are empty where no cell is behind them.
  void attributes(std::string_view name, const std::vector<school::Attribute>& values,
                  const std::vector<Row>& sources) {
    std::vector<std::string> texts;
    std::vector<std::uint8_t> reasons;
    for (const auto& value : values) {
      const std::string* text = value.text();
      texts.push_back(text ? *text : std::string());
      reasons.push_back(text ? std::uint8_t{TW_PRESENT} : static_cast<std::uint8_t>(*value.missing()));
    }
    image_.add_strings(name, texts, reasons,
                       sources.empty() ? std::vector<std::uint32_t>() : ledger_.issue(std::string(name), sources));
  }
  void values(std::string_view name, int scale, const std::vector<school::Value>& column,
              const std::vector<Row>& sources) {
    std::vector<std::int64_t> units;
    std::vector<std::uint8_t> reasons;
    for (const auto& value : column) {
      const Decimal* number = value.number();
      units.push_back(number ? number->rescaled(scale).value_or(*number).units() : 0);
      reasons.push_back(number ? std::uint8_t{TW_PRESENT} : static_cast<std::uint8_t>(*value.missing()));
    }
    image_.add_decimals(name, static_cast<std::uint32_t>(scale), units, reasons,
                        ledger_.issue(std::string(name), sources));
  }

 private:
  wire::ImageBuilder& image_;
  EvidenceLedger& ledger_;
  std::vector<std::uint8_t> present_;
};

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
  TableWriter table(image, ledger, "school/1", rows.size());
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
  TableWriter table(image, ledger, "measure/1", rows.size());
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

std::string_view state_name(settings::StandardState state) {
  switch (state) {
    case settings::StandardState::set:
      return "set";
    case settings::StandardState::removed:
      return "removed";
    case settings::StandardState::no_data:
      return "no-data";
  }
  return "";
}

void add_standards(wire::ImageBuilder& image, EvidenceLedger& ledger, const std::vector<settings::StandardRow>& rows) {
  TableWriter table(image, ledger, "standard/1", rows.size());
  const auto texts = [&](std::string_view name, auto text_of) {
    std::vector<std::string> column;
    for (const auto& row : rows) column.emplace_back(text_of(row));
    table.texts(name, column);
  };
  texts("standard", [](const auto& row) { return row.standard; });
  texts("stage", [](const auto& row) { return row.stage; });
  std::vector<std::int64_t> years;
  for (const auto& row : rows) years.push_back(row.year.summer());
  table.keys("year", years);
  texts("state", [](const auto& row) { return std::string(state_name(row.state)); });
  texts("measure", [](const auto& row) { return row.measure; });
  texts("operator", [](const auto& row) { return row.operation; });
  int scale = 0;
  for (const auto& row : rows)
    if (row.value) scale = std::max(scale, row.value->scale());
  std::vector<school::Value> values;
  for (const auto& row : rows)
    values.push_back(row.value ? school::Value(*row.value) : school::Value(school::Missing::not_applicable));
  table.values("value", scale, values, std::vector<Row>(rows.size()));
  texts("limb", [](const auto& row) { return row.limb; });
  texts("within", [](const auto& row) { return row.within; });
  texts("source", [](const auto& row) { return row.source; });
  texts("in_force", [](const auto& row) { return row.in_force; });
  texts("confidence", [](const auto& row) { return row.confidence; });
}

}  // namespace

Result<Snapshot> take(store::Reader& reader, const settings::Settings& settings, const std::vector<wire::Need>& needs,
                      const LaCode& la, AcademicYear year, BatchId highest) {
  TERMWISE_CHECK(check_needs(needs, settings));
  TERMWISE_TRY(const Facts facts, gather(reader, settings, needs, la, year, highest));
  Snapshot snapshot;
  wire::ImageBuilder image;
  for (const auto& need : needs) {
    const auto rows = within(facts, need, year);
    if (need.table == "school/1") add_schools(image, snapshot.ledger, rows);
    if (need.table == "measure/1") add_measures(image, snapshot.ledger, rows, facts, need, settings);
    if (need.table == "standard/1") add_standards(image, snapshot.ledger, settings.standards);
  }
  for (const auto& school : facts.schools) {
    if (snapshot.subjects.empty() || snapshot.subjects.back() != school.urn.value)
      snapshot.subjects.push_back(school.urn.value);
    for (const auto* record : school.records)
      if (record && record->attributes[0].text()) snapshot.names[school.urn.value] = *record->attributes[0].text();
  }
  TERMWISE_TRY(snapshot.image, image.finish());
  snapshot.sha256 =
      sha256(std::string_view(reinterpret_cast<const char*>(snapshot.image.data()), snapshot.image.size()));
  return snapshot;
}

}  // namespace termwise::snapshot
