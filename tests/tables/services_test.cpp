// The full service, as findings say who has it.
#include <gtest/gtest.h>

#include "tables/services.h"

namespace termwise::tables {
namespace {

store::StoredFinding finding(const std::string& outcome) {
  store::StoredFinding stored{{}, "", "", *LaCode::parse("926"), RunId{1}};
  stored.finding.outcome = outcome;
  stored.finding.arguments = {{"school", "Ash Primary"}, {"maintained", "£2,650"}, {"other", "£2,820"}};
  return stored;
}

TEST(Services, haveAPriceForEachKindOfSchool) {
  // Norfolk 2011: £2,650 a school that the Authority maintains, £2,820 any other.
  const auto lines =
      full_service_lines({finding("FULL_SERVICE_MAINTAINED"), finding("FULL_SERVICE_NOT_MAINTAINED"),
                          finding("FULL_SERVICE_MAINTAINED"), finding("EXTRAS_ONLY"), finding("NOT_KNOWN")});
  ASSERT_EQ(lines.size(), 3u);
  EXPECT_EQ(lines[0].schools, 2);
  EXPECT_EQ(lines[0].price, Decimal(2650));
  EXPECT_EQ(lines[0].amount, Decimal(5300));
  EXPECT_EQ(lines[1].schools, 1);
  EXPECT_EQ(lines[1].price, Decimal(2820));
  EXPECT_EQ(lines[1].amount, Decimal(2820));
  EXPECT_EQ(lines[2].schools, 1);
  EXPECT_EQ(lines[2].price, std::nullopt);
  EXPECT_EQ(lines[2].amount, std::nullopt);
}

TEST(Services, showBothPricesWhereOneKindHasNoSchool) {
  const auto lines = full_service_lines({finding("EXTRAS_ONLY")});
  ASSERT_EQ(lines.size(), 2u);
  EXPECT_EQ(lines[0].price, Decimal(2650));
  EXPECT_EQ(lines[1].price, Decimal(2820));
  EXPECT_EQ(lines[1].amount, Decimal(0));
  EXPECT_TRUE(full_service_lines({}).empty());
}

TEST(Services, readPoundsAndNothingElse) {
  EXPECT_EQ(pounds_of("£2,650"), Decimal(2650));
  EXPECT_EQ(pounds_of("£2,650.50"), Decimal(265050, 2));
  EXPECT_EQ(pounds_of("2,650"), std::nullopt);
  EXPECT_EQ(pounds_of("£"), std::nullopt);
  EXPECT_EQ(pounds_of(""), std::nullopt);
}

}  // namespace
}  // namespace termwise::tables
