#include "store/vocabulary.h"

#include <map>

#include <fmt/format.h>

#include "store/session.h"
#include "store/sql_texts.h"

namespace termwise::store {
namespace {

struct Stored {
  std::int64_t position = 0;
  school::Measure measure;  // its unit and direction stay as text, below
  std::string unit;
  std::string direction;
};

using StoredMeasures = std::map<std::string, Stored>;

Result<StoredMeasures> read_measures(Bulk& bulk, const std::string& dataset) {
  StoredMeasures stored;
  TERMWISE_TRY(const auto rows, bulk.rows(sql::read_measures, {dataset}));
  for (const auto& row : rows) {
    Stored& entry = stored[*row[0]];
    entry.position = std::stoll(*row[1]);
    entry.unit = *row[2];
    entry.measure.scale = std::stoi(*row[3]);
    entry.measure.label = *row[4];
    entry.direction = *row[5];
    entry.measure.denominator = *row[6];
  }
  return stored;
}

// What is stored keeps its meaning; what only words it follows the configuration.
Result<void> reconcile(Bulk& bulk, const StoredMeasures& stored, const school::Measure& measure) {
  const auto found = stored.find(measure.code);
  if (found == stored.end()) return {};
  const Stored& old = found->second;
  if (old.unit != name(measure.unit) || old.measure.scale != measure.scale)
    return Error{ExitCode::configuration,
                 fmt::format("The measure {} is stored as {} with {} decimals, and the configuration now says {} with "
                             "{}. Stored values would change their meaning: give the new measure another code.",
                             measure.code, old.unit, old.measure.scale, name(measure.unit), measure.scale)};
  if (old.measure.label != measure.label || old.direction != name(measure.direction) ||
      old.measure.denominator != measure.denominator)
    TERMWISE_CHECK(bulk.row(sql::reword_measure, {measure.dataset, measure.code, measure.label,
                                                  std::string(name(measure.direction)), measure.denominator}));
  return {};
}

Result<void> place_measures(Bulk& bulk, const NewBatch& batch, const std::vector<school::Measure>& vocabulary,
                            Placement& placement) {
  TERMWISE_TRY(const StoredMeasures stored, read_measures(bulk, batch.dataset));
  std::map<std::string, const school::Measure*> known;
  for (const auto& measure : vocabulary) {
    if (measure.dataset != batch.dataset) continue;
    known[measure.code] = &measure;
    TERMWISE_CHECK(reconcile(bulk, stored, measure));
  }
  std::vector<std::string> codes, units, labels, directions, denominators;
  std::vector<std::int64_t> scales;
  for (const auto& code : batch.measures) {
    const auto measure = known.find(code);
    if (measure == known.end())
      return Error{ExitCode::configuration, fmt::format("The layout {} names the measure {}, which the list of measures "
                                                        "of {} does not have. Add it to measures.toml.",
                                                        batch.layout, code, batch.dataset)};
    placement.measure_scales.push_back(measure->second->scale);
    if (const auto old = stored.find(code); old != stored.end()) {
      placement.measure_positions.push_back(old->second.position);
      continue;
    }
    codes.push_back(code);
    units.emplace_back(name(measure->second->unit));
    scales.push_back(measure->second->scale);
    labels.push_back(measure->second->label);
    directions.emplace_back(name(measure->second->direction));
    denominators.push_back(measure->second->denominator);
    placement.measure_positions.push_back(static_cast<std::int64_t>(stored.size() + codes.size()));
  }
  if (codes.empty()) return {};
  placement.grown = true;
  TERMWISE_CHECK(bulk.row(sql::append_measures,
                          {batch.dataset, std::to_string(stored.size()), array_of(codes), array_of(units),
                           array_of(scales), array_of(labels), array_of(directions), array_of(denominators)}));
  return {};
}

Result<void> place_attributes(Bulk& bulk, const NewBatch& batch, Placement& placement) {
  TERMWISE_TRY(const auto rows, bulk.rows(sql::read_attributes, {batch.dataset}));
  std::map<std::string, std::int64_t> stored;
  for (const auto& row : rows) stored[*row[0]] = std::stoll(*row[1]);
  std::vector<std::string> added;
  for (const auto& attribute : batch.attributes) {
    if (const auto old = stored.find(attribute); old != stored.end()) {
      placement.attribute_positions.push_back(old->second);
      continue;
    }
    added.push_back(attribute);
    placement.attribute_positions.push_back(static_cast<std::int64_t>(stored.size() + added.size()));
  }
  if (added.empty()) return {};
  placement.grown = true;
  TERMWISE_CHECK(
      bulk.row(sql::append_attributes, {batch.dataset, std::to_string(stored.size()), array_of(added)}));
  return {};
}

}  // namespace

Result<Placement> place_batch(Bulk& bulk, const NewBatch& batch, const std::vector<school::Measure>& vocabulary) {
  Placement placement;
  TERMWISE_CHECK(bulk.row(sql::add_dataset, {batch.dataset}));
  TERMWISE_CHECK(place_measures(bulk, batch, vocabulary, placement));
  TERMWISE_CHECK(place_attributes(bulk, batch, placement));
  return placement;
}

}  // namespace termwise::store
