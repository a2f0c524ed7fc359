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

}  // namespace
}  // namespace termwise::check
