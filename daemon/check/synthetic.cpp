#include "check/synthetic.h"

#include <algorithm>
#include <limits>

#include "check/synthetic_figures.h"
#include "check/synthetic_standards.h"
#include "wire/image.h"

namespace termwise::check {
namespace {

struct School {
  std::int64_t urn = 0;
  std::int64_t behind = 0;  // what all its texts and figures follow from; the URN, unless the scene is renumbered
};

std::vector<School> schools_of(const Scene& scene) {
  std::vector<School> schools;
  for (std::size_t i = 0; i < scene.schools; ++i) {
    if (scene.half && i % 2 == 1) continue;
    const auto urn = kFirstUrn + static_cast<std::int64_t>(i);
    schools.push_back({urn, urn});
  }
  if (!scene.renumbered) return schools;
  std::vector<std::int64_t> behind;
  for (const School& school : schools) behind.push_back(school.behind);
  std::sort(behind.begin(), behind.end(), [](std::int64_t a, std::int64_t b) {
    return std::pair(scatter(a, 0, "place"), a) < std::pair(scatter(b, 0, "place"), b);
  });
  for (std::size_t i = 0; i < schools.size(); ++i) schools[i].behind = behind[i];
  return schools;
}

struct Row {
  School school;
  std::int64_t year = 0;
};

// Every school has a row for the run's own year, and most have one for the years before.
std::vector<Row> rows_of(const Scene& scene, std::uint32_t years_before) {
  std::vector<Row> rows;
  for (const School& school : schools_of(scene))
    for (std::int64_t year = kRunYear - years_before; year <= kRunYear; ++year)
      if (year == kRunYear || scatter(school.behind, year, "row") % 12 != 0) rows.push_back({school, year});
  return rows;
}

const std::vector<std::string>& hostile_texts() {
  static const std::vector<std::string> texts = [] {
    std::string combining = "Z";
    for (int i = 0; i < 300; ++i) combining += "\xCC\x81";  // U+0301
    return std::vector<std::string>{
        "\xE2\x80\xAEloohcS yramirP\xE2\x80\xAC",  // U+202E: shown from right to left
        combining,
        "\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x8F\xAB School",  // an emoji of several characters
        "School\x01\x1B[31m\x7F\r\n\twith control characters",
        std::string(4000, 'a'),
        "<script>alert('school')</script> & <b>more</b>",
        "{school} {year} {{} }} {",
        "%s%n%d %1$s \\u0000 ${HOME} `id`",
        "\xEF\xBB\xBFSchool\xEF\xBF\xBF",  // a byte order mark and a noncharacter
        " "};
  }();
  return texts;
}

std::string plain_text(std::string_view column, const Row& row, const std::string& la_code) {
  const std::uint64_t drawn = scatter(row.school.behind, 0, column);
  if (column == "name") return "School " + std::to_string(row.school.behind);
  if (column == "la_code") return la_code;
  if (column == "estab") return std::to_string(2000 + row.school.behind % 5000);
  if (column == "kind") return drawn % 15 == 0 ? "special" : "mainstream";
  if (column == "status") return row.year == kRunYear && drawn % 20 == 0 ? "closed" : "open";
  if (column == "type") return drawn % 3 == 0 ? "AC" : "CY";
  return drawn % 4 == 0 ? "5-11" : "4-11";
}

class Tables {
 public:
  Tables(const wire::Manifest& manifest, const Scene& scene, const settings::Settings* settings)
      : manifest_(manifest), scene_(scene), settings_(settings) {}

  // How many cells have evidence.
  std::uint64_t count_cells() const {
    std::uint64_t cells = 0;
    for (const auto& need : manifest_.needs) {
      const std::uint64_t columns = need.table == "measure/1" ? need.names.size() : kTextColumns - 1;
      if (need.table != "standard/1") cells += columns * rows_of(scene_, need.years_before).size();
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
    for (const auto& need : manifest_.needs) {
      if (need.table == "standard/1") {
        add_standards(need);
        continue;
      }
      rows_ = rows_of(scene_, need.years_before);
      present_.assign(rows_.size(), TW_PRESENT);
      begin_with_keys(need.table);
      if (need.table == "school/1") add_texts();
      if (need.table == "measure/1")
        for (const auto& code : need.names) add_measure(code);
    }
    TERMWISE_TRY(facts_.image, image_.finish());
    return std::move(facts_);
  }

 private:
  static constexpr std::size_t kTextColumns = 7;

  void begin_with_keys(const std::string& table) {
    std::vector<std::int64_t> schools, years;
    for (const Row& row : rows_) {
      schools.push_back(row.school.urn);
      years.push_back(row.year);
    }
    image_.begin_table(table, rows_.size());
    image_.add_decimals("urn", 0, schools, present_, {});
    image_.add_decimals("year", 0, years, present_, {});
    facts_.schools.push_back(std::move(schools));
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
    const std::string la_code = usual_input(manifest_).la_code;
    for (const std::string_view column : {"name", "la_code", "estab", "kind", "status", "type", "age_range"}) {
      std::vector<std::string> texts;
      std::vector<std::uint8_t> reasons;
      for (const Row& row : rows_) {
        const auto& hostile = hostile_texts();
        // Every second school has hostile words for its kind and status as well as for its name.
        const bool wild = scene_.texts == Texts::hostile && (column == "name" || row.school.behind % 2 == 0);
        const bool gone = scene_.texts == Texts::missing;
        texts.push_back(gone   ? std::string()
                        : wild ? hostile[static_cast<std::size_t>(row.school.behind) % hostile.size()]
                               : plain_text(column, row, la_code));
        reasons.push_back(gone ? TW_NOT_SUPPLIED : TW_PRESENT);
      }
      image_.add_strings(column, texts, reasons, column == "la_code" ? std::vector<std::uint32_t>() : tokens(column));
    }
  }

  void add_measure(const std::string& code) {
    Shape shape = shape_of(code, settings_);
    shape.threshold = threshold_of(code, shape.scale);
    std::vector<std::int64_t> values;
    std::vector<std::uint8_t> reasons;
    for (const Row& row : rows_) {
      const Figure one = figure(scene_, shape, code, row.school.behind, row.year);
      values.push_back(one.value);
      reasons.push_back(one.reason);
    }
    image_.add_decimals(code, scale_of(scene_, shape), values, reasons, tokens(code));
  }

  // What the run's standards hold the measure against, with its own scale.
  std::optional<std::int64_t> threshold_of(const std::string& code, std::uint32_t scale) const {
    for (const auto& line : standard_lines(scene_, kRunYear, settings_)) {
      if (line.measure != code || line.year != kRunYear || !line.has_value) continue;
      const auto value = Decimal(line.value, static_cast<int>(kStandardScale)).rescaled(static_cast<int>(scale));
      if (value) return value->units();
    }
    return std::nullopt;
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
