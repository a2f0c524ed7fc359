// The level of support: each category of concern and each grade, what is missing, and what the adviser has.
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "kent_world.h"

namespace termwise::plugin_tests {
namespace {

using testing::Cell;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;

const std::string kRule = "kent-support-level";
const std::vector<Level4> kGood{{"50", "40"}, {"50", "40"}, {"50", "40"}};
const std::vector<Level4> kLow{{"50", "25"}, {"50", "25"}, {"50", "25"}};
const std::vector<std::pair<Cell, Cell>> kAverage{{"100.10", "101.00"}, {"100.10", "101.00"}};
const std::vector<std::pair<Cell, Cell>> kSignificant{{"98.90", "99.60"}, {"98.90", "99.60"}};

Kent school(const std::vector<Level4>& years = kGood, const std::vector<std::pair<Cell, Cell>>& added = kAverage) {
  Kent kent = september_2008();
  kent.results(years).value_added(added);
  return kent;
}

void assign(Kent& kent, const std::string& level, const std::string& from = "2007-09-01", const Cell& to = {},
            const std::string& status = "current") {
  kent.world()
      .item("assignment/1", Kent::kSchool, 2008, "A1")
      .attribute("assignment_status", status)
      .attribute("support_level", level)
      .attribute("assigned_from", from)
      .attribute("assigned_to", to);
}

TEST(KentSupportLevel, follows_from_the_category_of_concern) {
  EXPECT_EQ(school()[kRule].outcome, "CORE");
  EXPECT_EQ(school(kLow)[kRule].outcome, "ENHANCED");
  EXPECT_EQ(school(kGood, kSignificant)[kRule].outcome, "ENHANCED");
  EXPECT_EQ(school(kLow, kSignificant)[kRule].outcome, "INTENSIVE");
  Kent flagged = school();
  flagged.flag("F1", "governance", "2008-03-01", "2008-12-31");
  EXPECT_EQ(flagged[kRule].outcome, "ENHANCED");
  flagged.world().parameter("support_other_vulnerable", "core");
  EXPECT_EQ(flagged[kRule].outcome, "CORE");
}

TEST(KentSupportLevel, is_no_less_than_that_of_the_last_inspection) {
  Kent kent = school();
  kent.inspection("2007-10-12", "2");
  EXPECT_EQ(kent[kRule].outcome, "CORE");
  kent.inspection("2008-01-12", "3");
  EXPECT_EQ(kent[kRule].outcome, "ENHANCED");
  kent.world().parameter("support_grade_3", "core");
  EXPECT_EQ(kent[kRule].outcome, "CORE");
  kent.inspection("2008-02-12", "4").attribute("category", "NTI");
  EXPECT_EQ(kent[kRule].outcome, "INTENSIVE");
}

TEST(KentSupportLevel, is_not_known_only_where_what_is_missing_decides) {
  Kent kent = september_2008();
  kent.results({{"50", Cell(Missing::suppressed)}}).value_added(kAverage);
  const auto found = kent[kRule];
  EXPECT_EQ(found.outcome, "NOT_KNOWN");
  EXPECT_THAT(found.sentence, HasSubstr("at least \"core\" and at most \"intensive\""));
  kent.inspection("2008-02-12", "4").attribute("category", "SM");
  EXPECT_EQ(kent[kRule].outcome, "INTENSIVE");
}

TEST(KentSupportLevel, says_where_the_adviser_has_another) {
  Kent same = school();
  assign(same, "Core");
  EXPECT_THAT(same[kRule].notes, Not(Contains("ADVISER_DIFFERS")));
  Kent other = school();
  assign(other, "targeted");
  EXPECT_THAT(other[kRule].notes, Contains("ADVISER_DIFFERS"));
  EXPECT_THAT(other[kRule].sentence, HasSubstr("The school's adviser has it at another level: \"targeted\"."));
  for (const auto& [from, to, status] :
       std::vector<std::tuple<std::string, Cell, std::string>>{{"2008-09-02", Cell(), "current"},
                                                               {"2007-09-01", "2008-08-31", "current"},
                                                               {"2007-09-01", Cell(), "ended"}}) {
    Kent past = school();
    assign(past, "targeted", from, to, status);
    EXPECT_THAT(past[kRule].notes, Not(Contains("ADVISER_DIFFERS"))) << from << status;
  }
}

TEST(KentSupportLevel, says_itself_in_sentences) {
  Kent kent = school(kLow, kSignificant);
  kent.inspection("2008-01-12", "3");
  assign(kent, "enhanced");
  kent.results(kGood, 900002).value_added(kAverage, 900002);
  kent.results({{"50", Cell(Missing::suppressed)}}, 900003).value_added(kAverage, 900003);
  EXPECT_TRUE(testing::matches_golden(kent.run(kRule), golden("kent_support_level")));
}

}  // namespace
}  // namespace termwise::plugin_tests
