// Tables that people take away, in every form. Workbooks are opened by openpyxl in tests/e2e/reports_test.py.
#include "report/table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace termwise::report {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

constexpr std::chrono::sys_days kMade{
    std::chrono::year_month_day{std::chrono::year{2026}, std::chrono::November, std::chrono::day{23}}};

Table sample() {
  Table table;
  table.title = "Groups, Kent (886), 2016/17";
  table.source = "Source: pupils.csv (batch 1).";
  table.columns = {{"Group", "", false}, {"In it", "pupils"}, {"Reached", "%"}};
  table.rows = {{std::string("Girls"), Decimal(30), Decimal(667, 1)},
                {std::string("Boys, \"all\""), Withheld{}, NoFigure{}},
                {std::string("=1+1"), Decimal(-5, 1), Decimal(0)}};
  table.notes = {"SUPP: withheld."};
  return table;
}

TEST(Table, isAlignedAsText) {
  EXPECT_EQ(table_text(sample()),
            "Groups, Kent (886), 2016/17\n"
            "Source: pupils.csv (batch 1).\n"
            "\n"
            "Group        In it (pupils)  Reached (%)\n"
            "Girls                    30         66.7\n"
            "Boys, \"all\"            SUPP            -\n"
            "=1+1                   -0.5            0\n"
            "\n"
            "SUPP: withheld.\n");
}

TEST(Table, asTextShowsNoHiddenCharacters) {
  Table table = sample();
  table.rows = {{std::string("a\nb\x1b[31m"), Decimal(1), Decimal(1)}};
  EXPECT_THAT(table_text(table), HasSubstr("a b[31m "));
  EXPECT_THAT(table_text(table), Not(HasSubstr("\x1b")));
}

TEST(Table, asCsvHasHeadingsAndRowsAndNoFormula) {
  EXPECT_EQ(table_csv(sample()),
            "\xEF\xBB\xBF"
            "Group,In it (pupils),Reached (%)\r\n"
            "Girls,30,66.7\r\n"
            "\"Boys, \"\"all\"\"\",SUPP,\r\n"
            "'=1+1,-0.5,0\r\n");
}

TEST(Table, asJsonKeepsFiguresExact) {
  Table table = sample();
  table.rows.resize(2);
  EXPECT_EQ(table_json(table),
            "{\n"
            "  \"title\": \"Groups, Kent (886), 2016/17\",\n"
            "  \"source\": \"Source: pupils.csv (batch 1).\",\n"
            "  \"columns\": [\n"
            "    {\n      \"heading\": \"Group\",\n      \"unit\": \"\"\n    },\n"
            "    {\n      \"heading\": \"In it\",\n      \"unit\": \"pupils\"\n    },\n"
            "    {\n      \"heading\": \"Reached\",\n      \"unit\": \"%\"\n    }\n"
            "  ],\n"
            "  \"rows\": [\n"
            "    [\n      \"Girls\",\n      \"30\",\n      \"66.7\"\n    ],\n"
            "    [\n      \"Boys, \\\"all\\\"\",\n      \"SUPP\",\n      null\n    ]\n"
            "  ],\n"
            "  \"notes\": [\n    \"SUPP: withheld.\"\n  ]\n"
            "}\n");
}

TEST(Table, asPageEscapesWhatStandsInIt) {
  Table table = sample();
  table.title = "A & B";
  table.rows.push_back({std::string("<script>"), NoFigure{}, NoFigure{}});
  const auto page = table_page(table);
  ASSERT_TRUE(page);
  EXPECT_THAT(*page, HasSubstr("<h1>A &amp; B</h1>"));
  EXPECT_THAT(*page, HasSubstr("<th scope=\"row\"><bdi>&lt;script&gt;</bdi></th>"));
  EXPECT_THAT(*page, HasSubstr("<td class=\"count\"><bdi>SUPP</bdi></td>"));
  EXPECT_THAT(*page, HasSubstr("<p>SUPP: withheld.</p>"));
  EXPECT_THAT(*page, Not(HasSubstr("<script>")));
}

TEST(Table, asWorkbookIsTheSameBytesAgain) {
  const auto first = table_workbook(sample(), kMade);
  ASSERT_TRUE(first) << first.error().text();
  EXPECT_THAT(*first, StartsWith("PK"));
  EXPECT_EQ(*first, *table_workbook(sample(), kMade));
}

TEST(Table, asWorkbookIsLimited) {
  Table table = sample();
  table.rows = {{std::string(kMostCellBytes, 'a'), NoFigure{}, NoFigure{}}};
  EXPECT_TRUE(table_workbook(table, kMade));
  table.rows = {{std::string(kMostCellBytes + 1, 'a'), NoFigure{}, NoFigure{}}};
  EXPECT_EQ(table_workbook(table, kMade).error().exit, ExitCode::data);
  table.rows.clear();
  table.columns.assign(kMostSheetColumns, {"a"});
  EXPECT_TRUE(table_workbook(table, kMade));
  table.columns.emplace_back();
  EXPECT_EQ(table_workbook(table, kMade).error().exit, ExitCode::data);
  table.columns.clear();
  table.rows.assign(kMostSheetRows + 1, {});
  EXPECT_EQ(table_workbook(table, kMade).error().exit, ExitCode::data);
}

}  // namespace
}  // namespace termwise::report
