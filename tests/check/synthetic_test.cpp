// The made-up facts keep what the ABI promises of real ones.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <map>
#include <set>

#include "check/synthetic.h"
#include "wire/image.h"

namespace termwise::check {
namespace {

wire::Manifest manifest() {
  wire::Manifest manifest;
  manifest.needs = {
      {"school/1", 2, {}}, {"measure/1", 2, {"KS2_COHORT", "KS2_PROG_R", "KS2_PROG_R_UPPER"}}, {"standard/1", 0, {}}};
  return manifest;
}

Facts facts(const Scene& scene) { return make_facts(manifest(), scene, nullptr).value(); }

const std::int64_t* numbers(const tw_column& column) { return static_cast<const std::int64_t*>(column.values); }

TEST(Synthetic, every_scene_is_an_image_that_a_host_accepts) {
  for (const auto& scene : all_scenes(true)) {
    const Facts made = facts(scene);
    const auto tables = wire::ImageTables::view(made.image);
    ASSERT_TRUE(tables.ok()) << scene.id << ": " << tables.error().message;
    ASSERT_EQ(tables->tables().size(), 3u);
    for (const auto& table : tables->tables().subspan(0, 2))
      for (std::uint64_t row = 1; row < table.rows; ++row) {
        const auto key = [&](std::uint64_t at) {
          return std::pair(numbers(table.columns[0])[at], numbers(table.columns[1])[at]);
        };
        ASSERT_LT(key(row - 1), key(row)) << scene.id;
      }
  }
}

TEST(Synthetic, the_same_scene_gives_the_same_bytes) {
  EXPECT_EQ(facts(usual_scene()).image, facts(usual_scene()).image);
}

TEST(Synthetic, figures_do_not_depend_on_other_schools) {
  Scene fewer = usual_scene();
  fewer.half = true;
  const Facts all = facts(usual_scene()), half = facts(fewer);
  EXPECT_EQ(all.subjects.size(), 50u);
  EXPECT_EQ(half.subjects.size(), 25u);
  const auto figures = [](const Facts& made) {
    std::map<std::pair<std::int64_t, std::int64_t>, std::pair<std::int64_t, int>> cells;
    const auto tables = wire::ImageTables::view(made.image).value();
    const tw_table& table = tables.tables()[1];
    for (std::uint64_t row = 0; row < table.rows; ++row)
      cells[{numbers(table.columns[0])[row], numbers(table.columns[1])[row]}] = {numbers(table.columns[3])[row],
                                                                                 table.columns[3].reason[row]};
    return cells;
  };
  const auto of_all = figures(all);
  for (const auto& [key, value] : figures(half)) EXPECT_EQ(of_all.at(key), value) << key.first;
}

TEST(Synthetic, renumbered_schools_keep_their_figures_and_change_their_places) {
  Scene scene = usual_scene();
  scene.renumbered = true;
  const Facts usual = facts(usual_scene()), renumbered = facts(scene);
  EXPECT_EQ(renumbered.subjects, usual.subjects);
  EXPECT_EQ(usual.schools_behind, usual.subjects);
  EXPECT_THAT(renumbered.schools_behind, ::testing::UnorderedElementsAreArray(usual.subjects));
  std::size_t moved = 0;
  for (std::size_t i = 0; i < usual.subjects.size(); ++i) moved += renumbered.schools_behind[i] != usual.subjects[i];
  EXPECT_GT(moved, 40u);
  const auto figures = [](const Facts& made) {
    std::map<std::pair<std::int64_t, std::int64_t>, std::pair<std::int64_t, int>> cells;
    const auto tables = wire::ImageTables::view(made.image).value();
    const tw_table& table = tables.tables()[1];
    for (std::uint64_t row = 0; row < table.rows; ++row) {
      const auto urn = numbers(table.columns[0])[row];
      const auto place = std::lower_bound(made.subjects.begin(), made.subjects.end(), urn) - made.subjects.begin();
      cells[{made.schools_behind[static_cast<std::size_t>(place)], numbers(table.columns[1])[row]}] = {
          numbers(table.columns[3])[row], table.columns[3].reason[row]};
    }
    return cells;
  };
  EXPECT_EQ(figures(renumbered), figures(usual));
}

TEST(Synthetic, tokens_lead_back_to_their_cells) {
  for (const bool backwards : {false, true}) {
    Scene scene = usual_scene();
    scene.tokens_backwards = backwards;
    const Facts made = facts(scene);
    const auto tables = wire::ImageTables::view(made.image).value();
    std::set<std::uint32_t> seen;
    for (const auto& table : tables.tables().subspan(0, 2))
      for (std::uint32_t c = 0; c < table.column_count; ++c) {
        const tw_column& column = table.columns[c];
        if (column.evidence == nullptr) continue;
        for (std::uint64_t row = 0; row < table.rows; ++row) {
          const auto cell = made.cell(column.evidence[row]);
          ASSERT_TRUE(cell.has_value());
          EXPECT_EQ(cell->school, numbers(table.columns[0])[row]);
          EXPECT_EQ(cell->column, std::string(column.name.data, column.name.size));
          EXPECT_TRUE(seen.insert(column.evidence[row]).second);
        }
      }
    EXPECT_EQ(seen.size(), made.cells);
    EXPECT_FALSE(made.cell(0).has_value());
    EXPECT_FALSE(made.cell(static_cast<std::uint32_t>(made.cells + 1)).has_value());
  }
}

TEST(Synthetic, without_figures_means_none_in_any_column) {
  for (const auto& scene : all_scenes(false)) {
    if (scene.figures != Figures::missing) continue;
    const Facts made = facts(scene);
    const auto tables = wire::ImageTables::view(made.image).value();
    const tw_table& table = tables.tables()[1];
    ASSERT_GT(table.rows, 0u);
    for (std::uint32_t c = 2; c < table.column_count; ++c)
      for (std::uint64_t row = 0; row < table.rows; ++row) ASSERT_EQ(table.columns[c].reason[row], scene.reason);
  }
}

// ---- Schools that came from others, and tables of items -------------------------------------------------------------

Facts with_lineages(const Scene& scene) {
  wire::Manifest all = manifest();
  all.needs.push_back({"lineage/1", 0, {}});
  all.needs.push_back({"inspection/1", 2, {"OFSTED_OE", "category", "started_on"}});
  all.needs.push_back({"target/1", 0, {"TARGET_VALUE"}});
  all.needs.push_back({"adviser/1", 0, {"accreditation"}});
  return make_facts(all, scene, nullptr).value();
}

std::int64_t number(const tw_table& table, std::uint32_t column, std::uint64_t row) {
  return numbers(table.columns[column])[row];
}

TEST(SyntheticLineages, lead_to_schools_that_are_there_and_are_not_judged) {
  const Facts made = with_lineages(usual_scene());
  const auto tables = wire::ImageTables::view(made.image).value();
  ASSERT_EQ(tables.tables().size(), 7u);
  const tw_table& measures = tables.tables()[1];
  const tw_table& lineages = tables.tables()[3];
  std::set<std::int64_t> with_figures, in_the_run_s_year;
  for (std::uint64_t row = 0; row < measures.rows; ++row) {
    with_figures.insert(number(measures, 0, row));
    if (number(measures, 1, row) == kRunYear) in_the_run_s_year.insert(number(measures, 0, row));
    if (row == 0) continue;
    ASSERT_LT(std::pair(number(measures, 0, row - 1), number(measures, 1, row - 1)),
              std::pair(number(measures, 0, row), number(measures, 1, row)));
  }
  ASSERT_GT(lineages.rows, 10u);
  std::set<std::int64_t> distances, of_two;
  bool some_in_the_run_s_year = false;
  for (std::uint64_t row = 0; row < lineages.rows; ++row) {
    const auto urn = number(lineages, 0, row), ancestor = number(lineages, 1, row);
    EXPECT_TRUE(std::binary_search(made.subjects.begin(), made.subjects.end(), urn));
    EXPECT_FALSE(std::binary_search(made.subjects.begin(), made.subjects.end(), ancestor));
    EXPECT_EQ(made.ancestors.at(urn).count(ancestor), 1u);
    EXPECT_EQ(with_figures.count(ancestor), 1u);
    some_in_the_run_s_year = some_in_the_run_s_year || in_the_run_s_year.count(ancestor) != 0;
    distances.insert(number(lineages, 3, row));
    if (number(lineages, 3, row) == 1 && row > 0 && number(lineages, 0, row - 1) == urn) of_two.insert(urn);
    EXPECT_EQ(number(lineages, 4, row), 0);
    ASSERT_LE(row == 0 ? 0 : number(lineages, 0, row - 1), urn);
  }
  EXPECT_EQ(distances, (std::set<std::int64_t>{1, 2}));
  EXPECT_FALSE(of_two.empty());
  EXPECT_TRUE(some_in_the_run_s_year) << "a plugin that judges whoever has a row must be found out";
}

TEST(SyntheticLineages, tokens_lead_back_to_the_cells_of_every_table) {
  for (const auto& scene : all_scenes(true)) {
    const Facts made = with_lineages(scene);
    const auto viewed = wire::ImageTables::view(made.image);
    ASSERT_TRUE(viewed.ok()) << scene.id;
    std::set<std::uint32_t> seen;
    for (const auto& table : viewed->tables())
      for (std::uint32_t c = 0; c < table.column_count; ++c) {
        const tw_column& column = table.columns[c];
        if (column.evidence == nullptr) continue;
        const bool of_links = std::string_view(table.name.data, table.name.size) == "lineage/1";
        const bool of_advisers = std::string_view(table.name.data, table.name.size) == "adviser/1";
        for (std::uint64_t row = 0; row < table.rows; ++row) {
          const auto cell = made.cell(column.evidence[row]);
          ASSERT_TRUE(cell.has_value()) << scene.id;
          EXPECT_EQ(cell->school, of_advisers ? 0 : number(table, of_links ? 1 : 0, row));
          EXPECT_EQ(cell->column, std::string_view(column.name.data, column.name.size));
          EXPECT_TRUE(seen.insert(column.evidence[row]).second);
        }
      }
    EXPECT_EQ(seen.size(), made.cells) << scene.id;
  }
}

TEST(SyntheticItems, are_several_about_a_school_and_some_of_later_years) {
  const Facts made = with_lineages(usual_scene());
  const auto tables = wire::ImageTables::view(made.image).value();
  const tw_table& inspections = tables.tables()[4];
  std::map<std::int64_t, int> of_school;
  bool of_ancestor = false;
  for (std::uint64_t row = 0; row < inspections.rows; ++row) {
    ++of_school[number(inspections, 0, row)];
    EXPECT_LE(number(inspections, 1, row), kRunYear);
    of_ancestor =
        of_ancestor || !std::binary_search(made.subjects.begin(), made.subjects.end(), number(inspections, 0, row));
  }
  EXPECT_TRUE(of_ancestor);
  EXPECT_LT(of_school.size(), inspections.rows);
  const tw_table& targets = tables.tables()[5];
  std::set<std::int64_t> years;
  for (std::uint64_t row = 0; row < targets.rows; ++row) years.insert(number(targets, 1, row));
  EXPECT_EQ(years, (std::set<std::int64_t>{kRunYear, kRunYear + 1, kRunYear + 2, kRunYear + 3}));
  EXPECT_EQ(std::string(tables.tables()[6].columns[0].name.data, tables.tables()[6].columns[0].name.size), "year");
}

}  // namespace
}  // namespace termwise::check
