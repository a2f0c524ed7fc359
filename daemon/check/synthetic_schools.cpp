#include "check/synthetic_schools.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "check/synthetic.h"
#include "check/synthetic_figures.h"

namespace termwise::check {
namespace {

constexpr std::int64_t kPerGeneration =
    1'000'000;  // between the URN of a school and that of one from which it has come
constexpr int kAdvisers = 10;
constexpr std::array<const char*, 6> kLinkKinds{"converted", "sponsored", "merged", "split", "renamed", "succeeded"};

enum class Past { none, one, two, chain };

Past past_of(const School& school) {
  constexpr std::array kPasts{Past::one, Past::two, Past::chain};
  const std::uint64_t drawn = scatter(school.behind, 0, "past") % 8;
  return drawn < kPasts.size() ? kPasts[drawn] : Past::none;
}

School ancestor_of(const School& school, int generation) {
  return {school.urn + generation * kPerGeneration, school.behind + generation * kPerGeneration};
}

// An ancestor's rows are of the years before, and sometimes of the run's own year too.
bool has_row(const School& school, std::int64_t year, bool is_ancestor, bool has_past) {
  if (is_ancestor) return year < kRunYear || scatter(school.behind, year, "row") % 5 == 0;
  return year == kRunYear || (!has_past && scatter(school.behind, year, "row") % 12 != 0);
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
  const std::uint64_t drawn = scatter(row.school.behind + row.item * kPerItem, 0, column);
  if (column == "name") return "School " + std::to_string(row.school.behind);
  if (column == "la_code") return la_code;
  if (column == "estab") return std::to_string(2000 + row.school.behind % 5000);
  if (column == "kind") return drawn % 15 == 0 ? "special" : "mainstream";
  if (column == "status") return row.year == kRunYear && drawn % 20 == 0 ? "closed" : "open";
  if (column == "link_type") return kLinkKinds[drawn % kLinkKinds.size()];
  if (column.ends_with("_on"))
    return fmt::format("{}-{:02}-{:02}", row.year - static_cast<std::int64_t>(drawn % 2), 1 + drawn % 12,
                       1 + drawn % 28);
  if (column == "category") return drawn % 2 == 0 ? "SM" : "SWK";
  if (column == "type") return drawn % 3 == 0 ? "AC" : "CY";
  constexpr std::array kAges{"5-11", "4-11", "4-11", "11-16"};
  return kAges[drawn % kAges.size()];
}

}  // namespace

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

std::vector<Step> lineages_of(const Scene& scene) {
  std::vector<Step> steps;
  for (const School& school : schools_of(scene)) {
    const Past past = past_of(school);
    if (past == Past::none) continue;
    const School first = ancestor_of(school, 1), second = ancestor_of(school, 2);
    steps.push_back({school, first, school, 1});
    if (past == Past::two) steps.push_back({school, second, school, 1});
    if (past == Past::chain) steps.push_back({school, second, first, 2});
  }
  return steps;
}

std::vector<Row> rows_of(const Scene& scene, std::uint32_t years_before, bool lineages) {
  std::vector<Row> rows;
  const auto add = [&](const School& school, bool is_ancestor) {
    const bool has_past = lineages && !is_ancestor && past_of(school) != Past::none;
    for (std::int64_t year = kRunYear - years_before; year <= kRunYear; ++year)
      if (has_row(school, year, is_ancestor, has_past)) rows.push_back({school, year});
  };
  for (const School& school : schools_of(scene)) add(school, false);
  if (!lineages) return rows;
  for (const int generation : {1, 2})
    for (const Step& step : lineages_of(scene))
      if (step.ancestor.urn == ancestor_of(step.school, generation).urn) add(step.ancestor, true);
  return rows;
}

std::vector<Row> items_of(const Scene& scene, std::uint32_t years_before, const wire::ItemTable& table, bool lineages) {
  std::vector<Row> rows;
  const std::int64_t first = kRunYear - years_before;
  const std::int64_t last = kRunYear + table.years_ahead;
  const auto add = [&](const School& school, std::int64_t year, std::uint64_t count) {
    for (int item = 1; item <= static_cast<int>(count); ++item) rows.push_back({school, year, item});
  };
  if (table.of_advisers) {
    for (std::int64_t year = first; year <= last; ++year)
      if (scene.schools > 0) add({}, year, kAdvisers);
    return rows;
  }
  std::vector<School> schools = schools_of(scene);
  if (lineages) {
    std::vector<Step> steps = lineages_of(scene);
    for (const Step& step : steps) schools.push_back(step.ancestor);
    std::sort(schools.begin(), schools.end(), [](const School& a, const School& b) { return a.urn < b.urn; });
  }
  for (const School& school : schools)
    for (std::int64_t year = first; year <= last; ++year)
      add(school, year, scatter(school.behind, year, table.table) % 3);
  return rows;
}

Words words_of(const Scene& scene, std::string_view column, const Row& row, const std::string& la_code) {
  if (scene.texts == Texts::missing) return {{}, TW_NOT_SUPPLIED};
  const auto& hostile = hostile_texts();
  // Every second school has hostile words for all else as well as for its name.
  if (scene.texts == Texts::hostile && (column == "name" || row.school.behind % 2 == 0))
    return {hostile[static_cast<std::size_t>(row.school.behind) % hostile.size()]};
  return {plain_text(column, row, la_code)};
}

}  // namespace termwise::check
