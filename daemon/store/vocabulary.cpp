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

// Records hold values in the order of the list, so the configuration may only add to its end.
Result<void> check_order(const StoredMeasures& stored, const std::vector<const school::Measure*>& configured,
                         const std::string& dataset) {
  std::map<std::int64_t, std::string> in_order;
  for (const auto& [code, entry] : stored) in_order[entry.position] = code;
  for (const auto& [position, code] : in_order) {
    const auto place = static_cast<std::size_t>(position) - 1;
    if (place < configured.size() && configured[place]->code == code) continue;
    return Error{
        ExitCode::configuration,
        fmt::format("The database holds {} as measure {} of {}, and measures.toml has {} there. Stored values "
                    "stand in that order: put {} back in its place, and add new measures at the end of [{}].",
                    code, position, dataset,
                    place < configured.size() ? configured[place]->code : std::string("no measure"), code, dataset)};
  }
  return {};
}

Result<void> append(Bulk& bulk, const std::vector<const school::Measure*>& configured, std::size_t stored,
                    const std::string& dataset) {
  std::vector<std::string> codes, units, labels, directions, denominators;
  std::vector<std::int64_t> scales;
  for (std::size_t i = stored; i < configured.size(); ++i) {
    const school::Measure& measure = *configured[i];
    codes.push_back(measure.code);
    units.emplace_back(name(measure.unit));
    scales.push_back(measure.scale);
    labels.push_back(measure.label);
    directions.emplace_back(name(measure.direction));
    denominators.push_back(measure.denominator);
  }
  TERMWISE_CHECK(bulk.row(sql::append_measures,
                          {dataset, std::to_string(stored), array_of(codes), array_of(units), array_of(scales),
                           array_of(labels), array_of(directions), array_of(denominators)}));
  return {};
}

Result<void> place_dataset(Bulk& bulk, const NewBatch& batch) {
  const std::string pupil_level = batch.pupil_key.empty() ? "false" : "true";
  TERMWISE_CHECK(bulk.row(sql::add_dataset, {batch.dataset, pupil_level}));
  TERMWISE_TRY(const auto same, bulk.rows(sql::dataset_has_pupils, {batch.dataset, pupil_level}));
  if (!same.empty()) return {};
  return Error{
      ExitCode::configuration,
      fmt::format("The layout {} is {}, and the database holds the dataset {} as one that is {}. Give it another "
                  "dataset.",
                  batch.layout, batch.pupil_key.empty() ? "not of pupils" : "of pupils", batch.dataset,
                  batch.pupil_key.empty() ? "of pupils" : "not of pupils")};
}

Result<void> place_measures(Bulk& bulk, const NewBatch& batch, const std::vector<school::Measure>& vocabulary,
                            Placement& placement) {
  TERMWISE_TRY(const StoredMeasures stored, read_measures(bulk, batch.dataset));
  std::vector<const school::Measure*> configured;
  std::map<std::string, std::int64_t> positions;
  for (const auto& measure : vocabulary) {
    if (measure.dataset != batch.dataset) continue;
    configured.push_back(&measure);
    positions[measure.code] = static_cast<std::int64_t>(configured.size());
  }
  TERMWISE_CHECK(check_order(stored, configured, batch.dataset));
  for (const auto* measure : configured) TERMWISE_CHECK(reconcile(bulk, stored, *measure));
  for (const auto& code : batch.measures) {
    const auto position = positions.find(code);
    if (position == positions.end())
      return Error{ExitCode::configuration,
                   fmt::format("The layout {} names the measure {}, which the list of measures "
                               "of {} does not have. Add it to measures.toml.",
                               batch.layout, code, batch.dataset)};
    placement.measure_positions.push_back(position->second);
    placement.measure_scales.push_back(configured[static_cast<std::size_t>(position->second) - 1]->scale);
  }
  if (stored.size() == configured.size()) return {};
  placement.grown = true;
  return append(bulk, configured, stored.size(), batch.dataset);
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
  TERMWISE_CHECK(bulk.row(sql::append_attributes, {batch.dataset, std::to_string(stored.size()), array_of(added)}));
  return {};
}

}  // namespace

Result<Placement> place_batch(Bulk& bulk, const NewBatch& batch, const std::vector<school::Measure>& vocabulary) {
  Placement placement;
  TERMWISE_CHECK(place_dataset(bulk, batch));
  TERMWISE_CHECK(place_measures(bulk, batch, vocabulary, placement));
  TERMWISE_CHECK(place_attributes(bulk, batch, placement));
  return placement;
}

}  // namespace termwise::store
