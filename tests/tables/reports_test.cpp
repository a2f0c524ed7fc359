// The list of reports, as whoever adds one has to keep it.
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tables/reports.h"

namespace termwise::tables {
namespace {

TEST(TableReports, haveNamesOfTheirOwnAndSayWhatTheyAnswer) {
  std::set<std::string_view> names;
  for (const auto& report : table_reports()) {
    EXPECT_TRUE(names.insert(report.name).second) << report.name;
    EXPECT_THAT(std::string(report.name), testing::MatchesRegex("[a-z0-9]+(-[a-z0-9]+)*"));
    EXPECT_FALSE(report.about.empty()) << report.name;
    EXPECT_LE(report.about.size(), 120u) << report.name;
    EXPECT_NE(report.about.back(), '.') << report.name;
    EXPECT_NE(report.make, nullptr) << report.name;
  }
}

}  // namespace
}  // namespace termwise::tables
