// Kent's visit for the Autumn Pupil Review: its agenda and data pack as the briefing of autumn 2008 has them, on slides 4 and 9.
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "kent_world.h"

namespace termwise::plugin_tests {
namespace {

using ::testing::HasSubstr;
using testing::World;

World autumn_2008() {
  World world(2009, "886");
  world.term("autumn", "2008-09-01", "2008-12-19", "2008-10-27", "2008-10-31");
  world.school(Kent::kSchool).attribute("name", "Orchard Primary");
  world.item("adviser/1", 0, 2009, "K1").attribute("accreditation", "active");
  world.item("visit/1", Kent::kSchool, 2009, "A1")
      .attribute("visit_type", "pupil review")
      .attribute("visit_status", "booked")
      .attribute("adviser", "K1")
      .attribute("visited_on", "2008-11-11");
  return world;
}

testing::EmittedFinding found(World world, const std::string& day, const std::string& rule) {
  const auto result = world.today(day).run(Kent::plugin(), rule);
  EXPECT_TRUE(result.completed) << result.failure;
  return result.of(Kent::kSchool);
}

// Ten working days before 11 November 2008 are 28 October.
TEST(KentAutumnPupilReview, has_the_agenda_and_the_pack_of_the_briefing) {
  const auto planned = found(autumn_2008(), "2008-10-01", "visit-autumn");
  EXPECT_EQ(planned.outcome, "PLANNED");
  EXPECT_EQ(
      planned.sentence,
      "The autumn visit to Orchard Primary for the Autumn Pupil Review is planned for Tuesday 11 November 2008, in "
      "the autumn term. Its agenda: what earlier actions have achieved; how the school evaluates itself; progress "
      "towards the targets for 2008/09 (not on record: level 4 in English and maths, two levels of progress in "
      "English, two levels of progress in maths and absence); targets for 2009/10 to agree (not on record: level 4 "
      "in English and maths, two levels of progress in English, two levels of progress in maths and absence); the "
      "criteria for the level of support. Due before it: by 28 October 2008 the foundation stage data, the "
      "indicative targets, the key stage 1 data, the key stage 2 data, the pupil estimates, the school estimates "
      "and the summary sheet.");
}

TEST(KentAutumnPupilReview, is_led_by_an_accredited_sip) {
  World world = autumn_2008();
  world.item("adviser/1", 0, 2009, "K1")
      .attribute("accreditation", "removed")
      .attribute("data_trained_on", "2008-01-10");
  EXPECT_THAT(found(world, "2008-10-01", "visit-autumn").sentence,
              HasSubstr(" Quality assurance still needs: the SIP's accreditation."))
      << "Kent trains none of its own";
}

TEST(KentAutumnPupilReview, began_in_autumn_2008) {
  World world = autumn_2008();
  world.item("visit/1", Kent::kSchool, 2008, "A0")
      .attribute("visit_type", "pupil review")
      .attribute("visit_status", "booked")
      .attribute("visited_on", "2007-11-13");
  EXPECT_EQ(world.today("2007-10-01").run(Kent::plugin(), "visit-autumn").findings.size(), 0u);
}

}  // namespace
}  // namespace termwise::plugin_tests
