#include <set>

#include <fmt/format.h>

#include "base/text.h"
#include "settings/sections.h"
#include "settings/table_reader.h"

namespace termwise::settings {
namespace {

constexpr std::string_view kAttributesTable = "attributes";

std::vector<std::string> unit_names() {
  using school::Unit;
  std::vector<std::string> names;
  for (const Unit unit : {Unit::pupils, Unit::percent, Unit::points, Unit::score, Unit::band, Unit::count})
    names.emplace_back(name(unit));
  return names;
}

std::vector<std::string> direction_names() {
  using school::Direction;
  std::vector<std::string> names;
  for (const Direction direction : {Direction::higher_is_better, Direction::lower_is_better, Direction::neutral})
    names.emplace_back(name(direction));
  return names;
}

class MeasuresFile {
 public:
  MeasuresFile(const TomlValue& root, Report& report) : root_(root), report_(report) {}

  Vocabulary read() {
    for (const auto& child : root_.values) {
      if (!check_kind(child, TomlKind::table, child.key, report_)) continue;
      if (child.key == kAttributesTable)
        read_attributes(child);
      else
        read_dataset(child);
    }
    for (const auto& [entry, measure] : with_denominator_) check_denominator(*entry, measure);
    if (vocabulary_.measures.empty())
      report_.error(root_,
                    "this file names no measure. Add a table for each dataset, such as [ks2], with a line for each "
                    "measure.");
    return std::move(vocabulary_);
  }

 private:
  void read_dataset(const TomlValue& table) {
    check_name(table.key, report_.at_key(table), "dataset", NameKind::identifier, report_);
    vocabulary_.datasets.push_back(table.key);
    for (const auto& entry : table.values) {
      check_name(entry.key, report_.at_key(entry), "measure", NameKind::code, report_);
      note_duplicate(entry);
      school::Measure measure;
      measure.code = entry.key;
      measure.dataset = table.key;
      if (check_kind(entry, TomlKind::table, entry.key, report_)) read_measure(entry, measure);
      vocabulary_.measures.push_back(std::move(measure));
    }
  }

  void note_duplicate(const TomlValue& entry) {
    if (const auto first = places_.find(entry.key); first != places_.end())
      report_.error(report_.at_key(entry), fmt::format("the measure {} is already on line {}. A code belongs to one "
                                                       "dataset: rename or remove one of the two.",
                                                       quote(entry.key), first->second));
    places_.emplace(entry.key, entry.key_line);
  }

  void read_measure(const TomlValue& entry, school::Measure& measure) {
    TableReader reader(entry, fmt::format("the measure {}", quote(entry.key)), report_);
    const auto unit = reader.choice("unit", unit_names(), Presence::required);
    if (unit)
      measure.unit = *school::unit_named(*unit);
    else
      without_unit_.insert(entry.key);
    if (const auto scale = reader.integer("scale", 0, Decimal::kMaximumScale, Presence::required))
      measure.scale = static_cast<int>(*scale);
    if (const auto direction = reader.choice("direction", direction_names(), Presence::required))
      measure.direction = *school::direction_named(*direction);
    measure.label = reader.text("label", Presence::required).value_or("");
    if (const auto denominator = reader.text("denominator", Presence::optional)) {
      measure.denominator = *denominator;
      with_denominator_.emplace_back(&entry, measure);
    }
    if (const TomlValue* breaks = reader.value("breaks", TomlKind::table, Presence::optional))
      read_breaks(*breaks, measure);
    reader.finish();
  }

  void read_breaks(const TomlValue& table, school::Measure& measure) {
    if (table.values.size() > kMaximumBreaks) {
      report_.error(table, fmt::format("{} has {} breaks, and a measure may have at most {}. Remove some.",
                                       quote(measure.code), table.values.size(), kMaximumBreaks));
      return;
    }
    for (const auto& entry : table.values) {
      const auto year = AcademicYear::parse(entry.key);
      if (!year)
        report_.error(report_.at_key(entry),
                      fmt::format("{} is not an academic year. Write it as \"2016/17\", in quotation marks, from "
                                  "1988/89 to 2098/99.",
                                  quote(entry.key)));
      if (check_text(entry, entry.key, report_) && year) measure.breaks.emplace(year->summer(), entry.text);
    }
  }

  // After the whole file is read: a denominator may stand below the measure that names it.
  void check_denominator(const TomlValue& entry, const school::Measure& measure) {
    const TomlValue& value = *entry.find("denominator");
    if (measure.unit != school::Unit::percent && !without_unit_.count(measure.code))
      report_.error(value, fmt::format("only a percentage has a denominator, and the unit of {} is '{}'. Remove the "
                                       "denominator.",
                                       quote(measure.code), name(measure.unit)));
    const school::Measure* denominator = vocabulary_.measures.find(value.text);
    if (!denominator || denominator->dataset != measure.dataset) {
      std::vector<std::string> codes;
      for (const auto& other : vocabulary_.measures)
        if (other.dataset == measure.dataset) codes.push_back(other.code);
      report_.error(value, fmt::format("{} is not a measure of the dataset {}.{} Name one of its measures that "
                                       "counts pupils.",
                                       quote(value.text), quote(measure.dataset), did_you_mean(value.text, codes)));
    } else if (denominator->unit != school::Unit::pupils && !without_unit_.count(denominator->code)) {
      report_.error(value, fmt::format("the denominator {} does not count pupils: its unit is '{}'. Name a measure "
                                       "whose unit is 'pupils'.",
                                       quote(value.text), name(denominator->unit)));
    }
  }

  void read_attributes(const TomlValue& table) {
    for (const auto& entry : table.values) {
      check_name(entry.key, report_.at_key(entry), "attribute", NameKind::identifier, report_);
      check_text(entry, entry.key, report_);
      vocabulary_.attributes.emplace(entry.key, entry.text);
    }
  }

  const TomlValue& root_;
  Report& report_;
  Vocabulary vocabulary_;
  std::map<std::string, std::uint32_t> places_;  // code -> line
  std::set<std::string> without_unit_;           // codes whose unit was refused: no further complaint about it
  std::vector<std::pair<const TomlValue*, school::Measure>> with_denominator_;
};

}  // namespace

Vocabulary read_measures(const TomlValue& root, Report& report) { return MeasuresFile(root, report).read(); }

}  // namespace termwise::settings
