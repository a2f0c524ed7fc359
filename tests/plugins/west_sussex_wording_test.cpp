// Every sentence of west_sussex is said by some school, whole.
#include <set>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "west_sussex_world.h"

namespace termwise::plugin_tests {
namespace {

using ::testing::HasSubstr;

constexpr std::int64_t kUrn = 900001;
constexpr int kLast = Sips::kYear - 1;

class Said {
 public:
  void run(Sips& sips) {
    const auto result = sips.world.run(west_sussex_plugin());
    ASSERT_TRUE(result.completed) << result.failure;
    for (const auto& finding : result.findings) {
      if (finding.reminder) continue;  // their sentences have tests of their own
      used.insert(finding.template_id);
      EXPECT_EQ(finding.sentence.back(), '.') << finding.sentence;
      for (const char* never : {"  ", "()", "{", "}", " ,", "..", " .", ": .", "of 0"})
        EXPECT_EQ(finding.sentence.find(never), std::string::npos) << finding.sentence;
      EXPECT_THAT(finding.sentence, HasSubstr("School 9000")) << finding.template_id;
    }
  }
  std::set<std::string> used;
};

// A school that keeps its SIP, one that changes, one that is new, one for whom there is nobody, one for whom there are no days.
void add_plan(Sips& sips) {
  for (int i = 0; i < 5; ++i) sips.school(kUrn + i);
  sips.sip("A").measure("ADVISER_CONTRACT_DAYS", "19").attribute("headship", "secondary");
  sips.assigned(kUrn, "A", kLast);
  sips.assigned(kUrn + 1, "C", kLast);
  sips.assigned(kUrn + 3, "A", kLast, "disputed");
}

void add_present(Sips& sips) {
  const char* statuses[] = {"current", "disputed", "proposed", "ended"};
  for (int i = 0; i < 4; ++i) {
    sips.school(kUrn + i);
    sips.assigned(kUrn + i, "A", Sips::kYear, statuses[i]);
  }
  sips.school(kUrn + 4);
  sips.assigned(kUrn + 4, "B").attribute("assigned_from", "2009-04-20");
  sips.school(kUrn + 5);
  sips.assigned(kUrn + 5, "B");
  sips.school(kUrn + 6);
  sips.assigned(kUrn + 6, "C");
  sips.school(kUrn + 7).attribute("age_range", "4-11");
  sips.school(kUrn + 8).attribute("age_range", testing::Cell());
  sips.school(kUrn + 9);
  sips.sip("A").attribute("own_school", "900001");
  sips.sip("B").attribute("headship", "secondary");
  sips.world.parameter("planned_phase", "secondary").parameter("registered_only", "true");
}

void add_judgements(Sips& sips) {
  const auto judged = [&](std::int64_t urn, const testing::Cell& visited, const char* inspected, const char* grade) {
    sips.school(urn);
    sips.world.item("visit/1", urn, Sips::kYear, "V").attribute("visited_on", visited).attribute("adviser", "A");
    sips.world.item("sef_grade/1", urn, Sips::kYear, "V o")
        .attribute("visit", "V")
        .attribute("sef_aspect", "overall effectiveness")
        .measure("SEF_GRADE_ADVISER", "2");
    sips.world.item("inspection/1", urn, Sips::kYear, inspected)
        .attribute("started_on", inspected)
        .measure("OFSTED_OE", grade);
  };
  judged(kUrn, "2008-10-07", "2009-03-03", "1");
  judged(kUrn + 1, "2008-10-07", "2009-03-03", "2");
  judged(kUrn + 2, "2008-10-07", "2009-03-03", "3");
  judged(kUrn + 3, "2008-10-07", "2009-03-03", "9");
  judged(kUrn + 4, "2008-10-07", "2025-12-02", "3");
  judged(kUrn + 5, "2008-10-07", "2008-03-03", "3");
  judged(kUrn + 6, testing::Cell(), "2008-03-03", "3");
}

TEST(WestSussexWording, is_all_used_and_complete) {
  Said said;
  Sips plan;
  add_plan(plan);
  said.run(plan);
  Sips present(day_number(2008, 10, 6));
  add_present(present);
  said.run(present);
  present.world.parameter("headship_share", "10");
  said.run(present);
  Sips judgements(day_number(2026, 3, 2));
  add_judgements(judgements);
  said.run(judgements);

  std::set<std::string> declared;
  for (const Template& text : testing::describe(west_sussex_plugin()).templates)
    if (text.id.rfind("reminder-", 0) != 0) declared.insert(text.id);
  for (const std::string& id : said.used) EXPECT_EQ(declared.count(id), 1u) << id;
  for (const std::string& id : declared) EXPECT_EQ(said.used.count(id), 1u) << id << " is never said";
}

}  // namespace
}  // namespace termwise::plugin_tests
