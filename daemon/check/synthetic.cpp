#include "check/synthetic.h"

#include <algorithm>
#include <limits>

#include "calendar/day_list.h"
#include "check/synthetic_calendar.h"
#include "check/synthetic_figures.h"
#include "check/synthetic_schools.h"
#include "check/synthetic_standards.h"
#include "wire/image.h"
#include "wire/tables.h"

namespace termwise::check {
namespace {

class Tables {
 public:
  Tables(const wire::Manifest& manifest, const Scene& scene, const settings::Settings* settings)
      : manifest_(manifest),
        scene_(scene),
        settings_(settings),
        la_code_(usual_input(manifest).la_code),
        lineages_(wire::need_of(manifest.needs, wire::kLineageTable) != nullptr) {}

  // How many cells have evidence.
  std::uint64_t count_cells() const {
    std::uint64_t cells = 0;
    for (const auto& need : manifest_.needs) {
      std::uint64_t columns = 0;  // with evidence
      if (need.table == wire::kSchoolTable) columns = kTextColumns - 1;
      if (need.table == wire::kLineageTable) columns = kLinkColumns;
      if (wire::takes_names(need.table)) columns = need.names.size();
      if (columns > 0) cells += columns * rows_for(need).size();
    }
    return cells;
  }

  Result<Facts> write() {
    facts_.scene = scene_;
    facts_.cells = count_cells();
    for (const School& school : schools_of(scene_)) {
      facts_.subjects.push_back(school.urn);
      facts_.schools_behind.push_back(school.behind);
    }
    if (lineages_)
      for (const Step& step : lineages_of(scene_)) facts_.ancestors[step.school.urn].insert(step.ancestor.urn);
    for (const auto& need : manifest_.needs) {
      if (need.table == wire::kStandardTable) {
        add_standards(need);
        continue;
      }
      if (need.table == wire::kCalendarTable) {
        add_calendar();
        continue;
      }
      rows_ = rows_for(need);
      present_.assign(rows_.size(), TW_PRESENT);
      if (need.table == wire::kLineageTable) {
        add_lineages();
        continue;
      }
      const auto* items = wire::item_table(need.table);
      begin_with_keys(need.table, items);
      if (need.table == wire::kSchoolTable) add_texts();
      if (!wire::takes_names(need.table)) continue;
      for (const auto& name : need.names)
        if (items == nullptr || is_measure(name))
          add_measure(name);
        else
          add_words(name);
    }
    TERMWISE_TRY(facts_.image, image_.finish());
    return std::move(facts_);
  }

 private:
  static constexpr std::size_t kTextColumns = 7;
  static constexpr std::size_t kLinkColumns = 2;

  std::vector<Row> rows_for(const wire::Need& need) const {
    if (const auto* items = wire::item_table(need.table)) return items_of(scene_, need.years_before, *items, lineages_);
    if (need.table != wire::kLineageTable) return rows_of(scene_, need.years_before, lineages_);
    std::vector<Row> rows;
    for (const Step& step : lineages_of(scene_)) rows.push_back({step.ancestor, kRunYear});
    return rows;
  }

  bool is_measure(const std::string& name) const {
    return settings_ ? settings_->measure(name) != nullptr : name.front() >= 'A' && name.front() <= 'Z';
  }

  // `items` is null for a table with one row a school and year.
  void begin_with_keys(const std::string& table, const wire::ItemTable* items) {
    std::vector<std::int64_t> schools, years;
    std::vector<std::string> keys;
    for (const Row& row : rows_) {
      schools.push_back(row.school.urn);
      years.push_back(row.year);
      keys.push_back(std::to_string(row.item));
    }
    image_.begin_table(table, rows_.size());
    if (!items || !items->of_advisers) image_.add_decimals("urn", 0, schools, present_, {});
    image_.add_decimals("year", 0, years, present_, {});
    if (items) image_.add_strings("item", keys, present_, {});
    facts_.schools.push_back(std::move(schools));
  }

  void add_lineages() {
    std::vector<std::int64_t> schools, ancestors, via, distances;
    for (const Step& step : lineages_of(scene_)) {
      schools.push_back(step.school.urn);
      ancestors.push_back(step.ancestor.urn);
      via.push_back(step.via.urn);
      distances.push_back(step.distance);
    }
    const std::vector<std::int64_t> none(rows_.size(), 0);
    image_.begin_table(wire::kLineageTable, rows_.size());
    image_.add_decimals("urn", 0, schools, present_, {});
    image_.add_decimals("ancestor_urn", 0, ancestors, present_, {});
    image_.add_decimals("via_urn", 0, via, present_, {});
    image_.add_decimals("distance", 0, distances, present_, {});
    image_.add_decimals("judged", 0, none, present_, {});
    image_.add_decimals("cut", 0, none, present_, {});
    facts_.schools.push_back(std::move(ancestors));
    for (const char* column : {"link_type", "linked_on"}) add_words(column);
  }

  void add_words(std::string_view column) {
    std::vector<std::string> texts;
    std::vector<std::uint8_t> reasons;
    for (const Row& row : rows_) {
      Words words = words_of(scene_, column, row, la_code_);
      texts.push_back(std::move(words.text));
      reasons.push_back(words.reason);
    }
    image_.add_strings(column, texts, reasons, column == "la_code" ? std::vector<std::uint32_t>() : tokens(column));
  }

  std::vector<std::uint32_t> tokens(std::string_view column) {
    facts_.columns.push_back({next_cell_, std::string(column), facts_.schools.size() - 1});
    std::vector<std::uint32_t> result;
    if (facts_.cells >= std::numeric_limits<std::uint32_t>::max()) return result;  // no evidence, then
    for (std::size_t i = 0; i < rows_.size(); ++i, ++next_cell_)
      result.push_back(
          static_cast<std::uint32_t>(scene_.tokens_backwards ? facts_.cells - next_cell_ : next_cell_ + 1));
    return result;
  }

  void add_texts() {
    for (const char* column : {"name", "la_code", "estab", "kind", "status", "type", "age_range"}) add_words(column);
  }

  void add_measure(const std::string& code) {
    Shape shape = shape_of(code, settings_);
    add_thresholds(code, shape);
    std::vector<std::int64_t> values;
    std::vector<std::uint8_t> reasons;
    for (const Row& row : rows_) {
      const Figure one = figure(scene_, shape, code, row.school.behind + row.item * kPerItem, row.year);
      values.push_back(one.value);
      reasons.push_back(one.reason);
    }
    image_.add_decimals(code, scale_of(scene_, shape), values, reasons, tokens(code));
  }

  // What each of the run's standards holds the measure against, with its own scale, and each of those of years before.
  void add_thresholds(const std::string& code, Shape& shape) const {
    for (const auto& line : standard_lines(scene_, kRunYear, settings_)) {
      if (line.measure != code || line.year > kRunYear || !line.has_value) continue;
      const auto value = Decimal(line.value, static_cast<int>(kStandardScale)).rescaled(static_cast<int>(shape.scale));
      if (value) (line.year == kRunYear ? shape.thresholds : shape.earlier).push_back(value->units());
    }
  }

  void add_calendar() {
    const auto list = calendar::days_around(made_up_calendar(), *AcademicYear::from_summer(kRunYear));
    const std::vector<std::uint8_t> present(list.days.size(), TW_PRESENT);
    image_.begin_table(wire::kCalendarTable, list.days.size());
    image_.add_decimals("day", 0, list.days, present, {});
    image_.add_decimals("working", 0, list.working, present, {});
    image_.add_decimals("school", 0, list.school, present, {});
    image_.add_decimals("known", 0, list.known, present, {});
    for (const auto& [name, texts] : {std::pair("term", &list.terms), std::pair("half", &list.halves)}) {
      std::vector<std::uint8_t> reasons;
      for (const auto& text : *texts) reasons.push_back(text.empty() ? TW_NOT_APPLICABLE : TW_PRESENT);
      image_.add_strings(name, *texts, reasons, {});
    }
  }

  void add_standards(const wire::Need& need) {
    const auto lines = standard_lines(scene_, kRunYear, settings_);
    const std::vector<std::uint8_t> present(lines.size(), TW_PRESENT);
    image_.begin_table(need.table, lines.size());
    const auto texts = [&](const char* column, auto text_of) {
      std::vector<std::string> values;
      for (const auto& line : lines) values.push_back(text_of(line));
      image_.add_strings(column, values, present, {});
    };
    std::vector<std::int64_t> years, values;
    std::vector<std::uint8_t> reasons;
    for (const auto& line : lines) {
      years.push_back(line.year);
      values.push_back(line.value);
      reasons.push_back(line.has_value ? TW_PRESENT : TW_NOT_APPLICABLE);
    }
    texts("standard", [](const auto& line) { return line.standard; });
    texts("stage", [](const auto& line) { return line.stage; });
    image_.add_decimals("year", 0, years, present, {});
    texts("state", [](const auto& line) { return line.state; });
    texts("measure", [](const auto& line) { return line.measure; });
    texts("operator", [](const auto& line) { return line.operation; });
    image_.add_decimals("value", kStandardScale, values, reasons, {});
    texts("limb", [](const auto& line) { return line.limb; });
    texts("within", [](const auto& line) { return line.within; });
    texts("source", [](const auto& line) { return line.source; });
    texts("in_force", [](const auto& line) { return line.in_force; });
    texts("confidence", [](const auto& line) { return line.confidence; });
  }

  const wire::Manifest& manifest_;
  const Scene& scene_;
  const settings::Settings* settings_;
  const std::string la_code_;
  const bool lineages_;
  wire::ImageBuilder image_;
  Facts facts_;
  std::vector<Row> rows_;              // of the table that is being written
  std::vector<std::uint8_t> present_;  // one for each of them
  std::uint64_t next_cell_ = 0;
};

}  // namespace

std::optional<Cell> Facts::cell(std::uint32_t token) const {
  if (token == 0 || token > cells) return std::nullopt;
  const std::uint64_t number = scene.tokens_backwards ? cells - token : token - 1;
  const auto after = std::upper_bound(columns.begin(), columns.end(), number,
                                      [](std::uint64_t wanted, const Column& column) { return wanted < column.first; });
  if (after == columns.begin()) return std::nullopt;
  const Column& column = *(after - 1);
  const auto& rows = schools[column.table];
  if (number - column.first >= rows.size()) return std::nullopt;
  return Cell{number, rows[number - column.first], column.name};
}

Result<Facts> make_facts(const wire::Manifest& manifest, const Scene& scene, const settings::Settings* settings) {
  return Tables(manifest, scene, settings).write();
}

wire::Input usual_input(const wire::Manifest& manifest) {
  wire::Input input;
  input.year = kRunYear;
  input.la_code = manifest.la_codes.empty() ? "926" : manifest.la_codes.front();
  input.reference_date = kReferenceDate;
  for (const auto& rule : manifest.rules) input.rules.push_back(rule.id);
  std::sort(input.rules.begin(), input.rules.end());
  for (const auto& parameter : manifest.parameters)
    if (!parameter.default_value.empty()) input.settings.emplace_back(parameter.name, parameter.default_value);
  std::sort(input.settings.begin(), input.settings.end());
  return input;
}

}  // namespace termwise::check
