// Shares of pupils as files have them, and their verdict against a nation.
#include <gtest/gtest.h>

#include "tables/shares.h"

namespace termwise::tables {
namespace {

using school::Missing;
using school::Share;
using school::Value;

const MeasuredShare kMeasure{"Level 4", "KS2_COUNT_L4_EM", "KS2_L4_EM", "KS2_COHORT"};
const Sheet kSheet{"ks2", "results", {"KS2_COHORT", "KS2_COUNT_L4_EM", "KS2_L4_EM"}};

SchoolShare share_of_row(Value cohort, Value count, Value percent) {
  store::ItemRecord record;
  record.record.values = {cohort, count, percent};
  return school_share(Row(kSheet, record), kMeasure);
}

TEST(SchoolShare, isTheCountWhereThereIsOne) {
  const auto found = share_of_row(Decimal(30), Decimal(17), Decimal(99));
  EXPECT_EQ(found.share, (Share{17, 30}));
  EXPECT_EQ(found.percent(), report::TableCell(Decimal(567, 1)));
}

TEST(SchoolShare, isTheOnlyCountThatIsPublishedSo) {
  const Value none = Missing::not_supplied;
  EXPECT_EQ(share_of_row(Decimal(34), none, Decimal(65)).share, (Share{22, 34}));
  // 136 and 137 of 210 are both published as 65%, and no number of 70 is published as 35%.
  EXPECT_EQ(share_of_row(Decimal(210), none, Decimal(65)).share, std::nullopt);
  EXPECT_EQ(share_of_row(Decimal(210), none, Decimal(65)).percent(), report::TableCell(Decimal(65)));
  EXPECT_EQ(share_of_row(Decimal(70), none, Decimal(35)).share, std::nullopt);
  EXPECT_EQ(share_of_row(none, none, Decimal(65)).share, std::nullopt);
  EXPECT_EQ(share_of_row(Decimal(0), none, Decimal(0)).share, std::nullopt);
}

TEST(SchoolShare, triesNoMorePupilsThanASchoolHas) {
  const Value none = Missing::not_supplied;
  EXPECT_EQ(share_of_row(Decimal(10'000), none, Decimal(10'000, 2)).share, (Share{10'000, 10'000}));
  EXPECT_EQ(share_of_row(Decimal(10'001), none, Decimal(10'000, 2)).share, std::nullopt);
}

TEST(SchoolShare, thatThePublisherWithholdsStaysWithheld) {
  const auto found = share_of_row(Decimal(4), Missing::suppressed, Missing::suppressed);
  EXPECT_EQ(found.percent(), report::TableCell(report::Withheld{}));
  EXPECT_FALSE(found.share);
}

TEST(SchoolShare, ofFewPupilsIsWithheldFromThoseOutside) {
  const auto rule = school::suppression_for(school::Audience::outside);
  EXPECT_TRUE(share_of_row(Decimal(5), Decimal(3), Missing::not_supplied).is_withheld(rule));
  EXPECT_FALSE(share_of_row(Decimal(6), Decimal(3), Missing::not_supplied).is_withheld(rule));
  EXPECT_TRUE(share_of_row(Decimal(10), Decimal(10), Missing::not_supplied).is_withheld(rule));
  EXPECT_FALSE(share_of_row(Decimal(11), Decimal(11), Missing::not_supplied).is_withheld(rule));
  EXPECT_TRUE(share_of_row(Decimal(5), Missing::not_supplied, Missing::not_supplied).is_withheld(rule));
  EXPECT_FALSE(share_of_row(Decimal(1), Decimal(1), Missing::not_supplied)
                   .is_withheld(school::suppression_for(school::Audience::team)));
}

TEST(Verdict, beginsAtTheCriticalValueAndAtElevenPupils) {
  // (40/100 - 1/2) / sqrt(1/4 / 100) is -2, and (41/100 - 1/2) / sqrt(1/4 / 100) is -1.8.
  EXPECT_EQ(verdict_in_words(Share{40, 100}, Decimal(50)), "below");
  EXPECT_EQ(verdict_in_words(Share{41, 100}, Decimal(50)), "not significant");
  EXPECT_EQ(verdict_in_words(Share{60, 100}, Decimal(50)), "above");
  EXPECT_EQ(verdict_in_words(Share{0, 10}, Decimal(50)), "too few pupils");
  EXPECT_EQ(verdict_in_words(Share{0, 11}, Decimal(50)), "below");
  EXPECT_EQ(verdict_in_words(Share{5, 100}, Decimal(100)), "");
  EXPECT_EQ(verdict_in_words(std::nullopt, Decimal(50)), "");
}

TEST(MeasuredShares, followTheYear) {
  EXPECT_EQ(measured_shares(Stage::key_stage_2, 2012).back().percent, "KS2_L4_EM");
  EXPECT_EQ(measured_shares(Stage::key_stage_2, 2013).back().percent, "KS2_L4_RWM");
  EXPECT_EQ(measured_shares(Stage::key_stage_2, 2015).back().percent, "KS2_L4_RWM");
  EXPECT_EQ(measured_shares(Stage::key_stage_2, 2016).back().percent, "KS2_EXS_RWM");
  EXPECT_EQ(measured_shares(Stage::key_stage_1, 2015).front().count, "KS1_COUNT_L2_R");
  EXPECT_EQ(measured_shares(Stage::key_stage_1, 2016).front().count, "KS1_COUNT_EXS_R");
}

}  // namespace
}  // namespace termwise::tables
