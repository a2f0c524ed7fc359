// Every sentence of modern_local is said by some school, whole, and names what it is not.
#include <set>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "modern_world.h"

namespace termwise::plugin_tests {
namespace {

using testing::Cell;
using ::testing::HasSubstr;
using testing::World;

class Said {
 public:
  void run(World& world, const std::string& rule = {}) {
    const auto result = world.run(modern_local(), rule);
    ASSERT_TRUE(result.completed) << result.failure;
    for (const auto& finding : result.findings) {
      if (finding.reminder) continue;  // their sentences have tests of their own
      used.insert(finding.template_id);
      EXPECT_EQ(finding.sentence.back(), '.') << finding.sentence;
      for (const char* never : {"  ", "()", "{", "}", " ,", ".."})
        EXPECT_EQ(finding.sentence.find(never), std::string::npos) << finding.sentence;
      if (finding.rule == "attainment-indicator") {
        EXPECT_THAT(finding.sentence, HasSubstr("local indicator"));
        EXPECT_THAT(finding.sentence, HasSubstr("not a DfE standard"));
      }
      EXPECT_THAT(finding.sentence, HasSubstr("School 9000")) << finding.template_id;
    }
  }
  std::set<std::string> used;
};

void add_attainment(World& world) {
  std::int64_t urn = 900001;
  const auto add = [&](const YearResults& now, const YearResults& before) {
    add_results(world, urn, 2025, now);
    add_results(world, urn, 2024, before);
    add_results(world, urn, 2023, before);
    return urn++;
  };
  add({"30", "10"}, {"30", "10"});
  add({"30", "90"}, {"30", "90"});
  add({"30", "60"}, {"30", Missing::suppressed});
  add({Missing::suppressed, "60"}, {"30", "60"});
  add({Cell(), Cell()}, {"30", "60"});
  add({"5", "60"}, {"2", "50"});
  world.school(add({"30", "60"}, {"30", "60"})).attribute("kind", "special");
  world.school(add({"30", "60"}, {"30", "60"})).attribute("status", "closed");
}

// Every pair of overall grades, now and before, and what may be missing.
World overall_grades(int summer, const char* latest, const char* before) {
  World world(summer, "999");
  std::int64_t urn = 900001;
  const std::vector<Cell> grades{Cell("1"), Cell("2"), Cell("3"), Cell("4"), Cell()};
  for (const Cell& now : grades)
    for (const Cell& then : grades) {
      world.school(urn);
      world.item("inspection/1", urn, 2019, "2").attribute("started_on", latest).measure("OFSTED_OE", now);
      world.item("inspection/1", urn, 2016, "1").attribute("started_on", before).measure("OFSTED_OE", then);
      ++urn;
    }
  for (const Cell& now : grades) {
    world.school(urn);
    world.item("inspection/1", urn++, 2019, "1").attribute("started_on", latest).measure("OFSTED_OE", now);
  }
  world.school(urn++);
  world.school(urn);
  world.item("inspection/1", urn++, 2019, "undated").measure("OFSTED_OE", "3");
  world.school(urn);
  world.item("inspection/1", urn, 2019, "1")
      .attribute("started_on", latest)
      .measure("OFSTED_OE", "4")
      .attribute("category", "SM");
  return world;
}

void add_cards(World& world) {
  std::int64_t urn = 900001;
  const auto add = [&](const Cell& leadership, const Cell& achievement, const char* safeguarding) {
    world.school(urn);
    auto& card = world.item("inspection/1", urn, 2026, "2").attribute("started_on", "2025-12-02");
    for (const char* area : {"card_inclusion", "card_curriculum_and_teaching", "card_attendance_and_behaviour",
                             "card_personal_development"})
      card.attribute(area, "strong standard");
    card.attribute("card_leadership_and_governance", leadership).attribute("card_achievement", achievement);
    card.attribute("safeguarding", safeguarding);
    world.item("inspection/1", urn++, 2020, "1").attribute("started_on", "2019-11-05").measure("OFSTED_OE", "3");
  };
  for (const char* leadership : {"expected standard", "needs attention", "urgent improvement"})
    for (const char* safeguarding : {"met", "not met"}) add(leadership, "exceptional", safeguarding);
  add("expected standard", Cell(), "met");
  add(Cell(), "expected standard", "met");
}

TEST(ModernLocalWording, is_all_used_and_complete) {
  Said said;
  World attainment = results_of_2025();
  add_attainment(attainment);
  said.run(attainment, "attainment-indicator");
  for (const auto& [year, month] :
       {std::pair(2020, 3u), std::pair(2023, 3u), std::pair(2025, 5u), std::pair(2026, 3u)}) {
    World world = overall_grades(year, "2019-03-05", "2016-03-08");
    world.reference_date(days_since_1970(year, month, 2));
    said.run(world);
  }
  World cards(2026, "999");
  cards.reference_date(days_since_1970(2026, 3, 2));
  add_cards(cards);
  said.run(cards);
  World later = overall_grades(2027, "2019-03-05", "2016-03-08");
  later.reference_date(days_since_1970(2026, 9, 1));
  said.run(later);

  std::set<std::string> declared;
  for (const Template& text : testing::describe(modern_local()).templates)
    if (text.id.rfind("reminder-", 0) != 0) declared.insert(text.id);
  for (const std::string& id : said.used) EXPECT_EQ(declared.count(id), 1u) << id;
  for (const std::string& id : declared) EXPECT_EQ(said.used.count(id), 1u) << id << " is never said";
}

TEST(ModernLocalWording, order_of_schools_never_matters) {
  World world = results_of_2025();
  add_attainment(world);
  const auto before = world.run(modern_local(), "attainment-indicator").of(900001).sentence;
  World others = results_of_2025();
  add_attainment(others);
  add_results(others, 900000, 2025, {"30", "10"});  // before the school in every table, and its equal
  add_results(world, 900999, 2025, {"30", "10"});   // after it
  EXPECT_EQ(world.run(modern_local(), "attainment-indicator").of(900001).sentence,
            others.run(modern_local(), "attainment-indicator").of(900001).sentence);
  EXPECT_NE(before, world.run(modern_local(), "attainment-indicator").of(900001).sentence);
}

}  // namespace
}  // namespace termwise::plugin_tests
