// Cells, and which of several rows are withheld.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tables/cells.h"

namespace termwise::tables {
namespace {

using report::NoFigure;
using report::TableCell;
using school::Share;
using testing::ElementsAre;

TEST(Cells, ofNothingHaveNoFigure) {
  EXPECT_EQ(percent_cell(Share{0, 0}), TableCell(NoFigure{}));
  EXPECT_EQ(percent_cell(std::nullopt), TableCell(NoFigure{}));
  EXPECT_EQ(ratio_cell(3, 0, 2), TableCell(NoFigure{}));
  EXPECT_EQ(text_cell(""), TableCell(NoFigure{}));
  EXPECT_EQ(cell_of_value(school::Missing::not_supplied), TableCell(NoFigure{}));
}

TEST(Cells, roundAHalfAwayFromNothing) {
  EXPECT_EQ(ratio_cell(62, 29, 2), TableCell(Decimal(214, 2)));
  EXPECT_EQ(ratio_cell(1, 8, 2), TableCell(Decimal(13, 2)));
  EXPECT_EQ(ratio_cell(-1, 8, 2), TableCell(Decimal(-13, 2)));
}

TEST(Cells, thatThePublisherWithheldStaySo) {
  EXPECT_EQ(cell_of_value(school::Missing::suppressed), TableCell(report::Withheld{}));
  EXPECT_EQ(cell_unless(true, Decimal(3)), TableCell(report::Withheld{}));
  EXPECT_EQ(cell_unless(false, Decimal(3)), TableCell(Decimal(3)));
}

TEST(Shares, thatDoNotFitAreNone) {
  EXPECT_EQ(share_of(3, 4), (Share{3, 4}));
  EXPECT_EQ(share_of(5, 4), std::nullopt);
  EXPECT_EQ(share_of(std::nullopt, 4), std::nullopt);
}

TEST(Withholding, takesTheNextSmallestWithASmallOne) {
  const auto rule = school::suppression_for(school::Audience::outside);
  const auto found = withholding_of({{Share{2, 4}}, {Share{10, 20}}, {Share{15, 30}}}, rule);
  ASSERT_TRUE(found);
  EXPECT_THAT(found->rows, ElementsAre(true, true, false));
  EXPECT_FALSE(found->all);
}

TEST(Withholding, ofACohortAloneLooksAtItsSize) {
  const auto rule = school::suppression_for(school::Audience::outside);
  const auto found = withholding_of({{std::nullopt, 5}, {std::nullopt, 6}, {std::nullopt, std::nullopt}}, rule);
  ASSERT_TRUE(found);
  EXPECT_THAT(found->rows, ElementsAre(true, false, false));
}

}  // namespace
}  // namespace termwise::tables
