#include <fmt/format.h>

#include "base/text.h"
#include "snapshot/table_writer.h"
#include "snapshot/tables.h"
#include "store/records.h"

namespace termwise::snapshot {
namespace {

using Row = TableWriter::Row;

constexpr std::string_view kAdviserTable = "adviser/1";
constexpr std::string_view kAdviserName = "adviser_name";

struct Named {
  std::vector<std::string> measures;
  std::vector<std::string> attributes;
};

const school::Measure* measure_of(const std::string& name, const wire::ItemTable& table,
                                  const settings::Settings& settings) {
  const school::Measure* measure = settings.measure(name);
  return measure != nullptr && measure->dataset == table.dataset ? measure : nullptr;
}

Named split(const wire::Need& need, const wire::ItemTable& table, const settings::Settings& settings) {
  Named named;
  for (const auto& name : need.names)
    (measure_of(name, table, settings) != nullptr ? named.measures : named.attributes).push_back(name);
  return named;
}

Result<std::vector<store::ItemRecord>> read_items(store::Reader& reader, const wire::ItemTable& table,
                                                  const ItemScope& scope, const Named& named) {
  if (table.of_advisers)
    return store::latest_adviser_items(reader, table.dataset, scope.la, scope.first_summer, scope.last_summer,
                                       scope.highest, named.measures, named.attributes);
  return store::latest_items(reader, table.dataset, scope.schools, scope.first_summer, scope.last_summer, scope.highest,
                             named.measures, named.attributes);
}

}  // namespace

Result<void> check_item_names(const wire::Need& need, const wire::ItemTable& table,
                              const settings::Settings& settings) {
  for (const auto& name : need.names) {
    if (measure_of(name, table, settings) != nullptr || settings.attributes.count(name) != 0) continue;
    return Error{ExitCode::data,
                 fmt::format("The plugin needs {} of the table {}, and measures.toml lists no measure of {} and no "
                             "attribute of that name. Add it there, or install the plugin that fits this "
                             "configuration.",
                             quote(name), need.table, table.dataset)};
  }
  return {};
}

Result<void> add_items(store::Reader& reader, wire::ImageBuilder& image, Snapshot& snapshot, const wire::Need& need,
                       const wire::ItemTable& table, const ItemScope& scope, const settings::Settings& settings) {
  const Named named = split(need, table, settings);
  TERMWISE_TRY(const auto items, read_items(reader, table, scope, named));
  std::vector<std::int64_t> urns, years;
  std::vector<std::string> keys;
  std::vector<Row> sources;
  for (const auto& [record, item] : items) {
    urns.push_back(record.urn.value);
    years.push_back(record.year);
    keys.push_back(item);
    sources.push_back({record.batch, record.line, record.urn.value});
  }
  if (need.table == kAdviserTable)
    for (const auto& [record, item] : items) snapshot.advisers.try_emplace(item);
  TableWriter writer(image, snapshot.ledger, need.table, items.size());
  if (!table.of_advisers) writer.keys("urn", urns);
  writer.keys("year", years);
  writer.texts("item", keys);
  std::size_t measures = 0;
  std::size_t attributes = 0;
  for (const auto& name : need.names) {
    if (const auto* measure = measure_of(name, table, settings)) {
      std::vector<school::Value> values;
      for (const auto& [record, item] : items) values.push_back(record.values[measures]);
      writer.values(name, measure->scale, values, sources);
      ++measures;
    } else {
      std::vector<school::Attribute> texts;
      for (const auto& [record, item] : items) texts.push_back(record.attributes[attributes]);
      if (need.table == kAdviserTable && name == kAdviserName)
        for (std::size_t i = 0; i < items.size(); ++i)
          if (texts[i].text() != nullptr) snapshot.advisers[keys[i]] = *texts[i].text();
      writer.attributes(name, texts, sources);
      ++attributes;
    }
  }
  return {};
}

}  // namespace termwise::snapshot
