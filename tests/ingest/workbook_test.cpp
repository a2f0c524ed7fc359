#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "ingest/string_item.h"
#include "support.h"
#include "workbook_support.h"

namespace termwise::ingest::testing {
namespace {

TEST(Workbook, PutsEachRowOnItsLine) {
  EXPECT_EQ(text_of_file("small"),
            "RECTYPE,URN,LEA,SCHNAME,ICLOSE,TELIG,PTRWM_EXP,READPROG,TELNUM\n"
            "1,100000,886,St Mary's,0,30,67%,-5,01234\n"
            "\n"
            "1,100001,886,\"Line end, \"\"quoted\"\"\",1,SUPP,SUPP,LOWCOV\n"
            "2,100002,886,  St John's ,0,30,67%,0.1,=1\n");
  EXPECT_EQ(text_of_file("gaps"), "\n\n,1\n\n\n2,,,3\n");
  EXPECT_EQ(text_of_file("no_references"), "1,2\n\n\n\n,,3,4\n5\n");
  EXPECT_EQ(text_of_file("the_last_row"), "1" + std::string(1'048'575, '\n') + "2\n");
}

TEST(Workbook, ReadsTextHoweverItStands) {
  EXPECT_EQ(text_of_file("texts"),
            "rich text,\xE6\x9D\xB1\xE4\xBA\xAC,,a b_x\tc d,\"<&\"\"\",inline,result,#N/A,TRUE,FALSE,2,2014-06-05,,"
            "2014-06-05 09:30:00,\xC3\xA9\n");
}

TEST(Workbook, ReadsPercentagesAsTheyAreShown) {
  EXPECT_EQ(text_of_file("percentages"),
            "67%\n67%\n-67%\n0%\n0%\n100%\n29%\n67.3%\n67.0%\n1250%\n0.0%\n100.0%\n0.67\n");
}

TEST(Workbook, ReadsDates) {
  EXPECT_EQ(text_of_file("days_from_1900"),
            "1900-01-01,1900-01-01\n1900-02-28,1900-02-28\n1900-02-29,1900-02-29\n1900-03-01,1900-03-01\n0,0\n"
            "2014-06-05,2014-06-05\n2014-06-05,2014-06-05 09:30:00\n9999-12-31,9999-12-31\n2958466,2958466\n-1,-1\n"
            "2014-06-05,2014-06-05\n");
  EXPECT_EQ(text_of_file("days_from_1904"),
            "1904-01-02,1904-01-02\n1904-02-29,1904-02-29\n1904-03-01,1904-03-01\n1904-03-02,1904-03-02\n"
            "1904-01-01,1904-01-01\n2018-06-06,2018-06-06\n2018-06-06,2018-06-06 09:30:00\n2958465,2958465\n"
            "2958466,2958466\n-1,-1\n2018-06-06,2018-06-06\n");
}

TEST(Workbook, TakesTheFullestSheetThatIsSeen) { EXPECT_EQ(text_of_file("several_sheets"), "a\n1\n2\n"); }

TEST(Workbook, ReadsWhatOtherProgramsWrite) {
  EXPECT_EQ(text_of_file("stored"), "a,b\n1,2\n");
  EXPECT_EQ(text_of_file("prefixed"), "strict\n");
  EXPECT_EQ(text_of_file("utf_16"), "caf\xC3\xA9\n");
}

TEST(Workbook, WritesNothingUnderAnEntrysName) {
  EXPECT_EQ(text_of_file("names_that_lead_out"), "text\n");
  for (const char* place : {"/termwise-escaped", "../../termwise-escaped"})
    EXPECT_FALSE(std::filesystem::exists(place));
}

TEST(Workbook, GivesTheSameTextEveryTime) {
  const std::string bytes = workbook_file("several_sheets");
  EXPECT_EQ(*text_of(bytes), *text_of(bytes));
}

TEST(Workbook, HoldsAgainstOpenpyxlCellByCell) {
  const TemporaryDirectory directory;
  const auto path = directory.path() / "oracle.xlsx";
  for (int seed = 1; seed <= 6; ++seed) {
    run_python("workbook_oracle.py", {"make", path.string(), std::to_string(seed)});
    std::ifstream file(path, std::ios::binary);
    const auto text = text_of(std::string(std::istreambuf_iterator<char>(file), {}));
    ASSERT_TRUE(text) << text.error().text();
    const auto expected = rows_of(run_python("workbook_oracle.py", {"read", path.string()}));
    EXPECT_GT(expected.size(), 40u);
    const auto rows = rows_of(*text);
    ASSERT_EQ(rows.size(), expected.size());
    for (std::size_t i = 0; i < rows.size(); ++i) EXPECT_EQ(rows[i], expected[i]) << "seed " << seed;
  }
}

TEST(StringItem, PutsAnythingOnOneLine) {
  EXPECT_EQ(one_line("a\nb\r\nc\rd"), "a b c d");
  EXPECT_EQ(one_line("_x000D_\n"), " ");
  EXPECT_EQ(one_line("\n\n"), "  ");
  // ECMA-376 part 1, 22.9.2.19.
  EXPECT_EQ(one_line("_x0041__x20AC__xE9_"), "A\xE2\x82\xAC_xE9_");
  EXPECT_EQ(one_line("_x005F_x0041_"), "_x0041_");
  EXPECT_EQ(one_line("_xD83D_"), "_xD83D_") << "half a pair of surrogates";
  EXPECT_EQ(one_line("_x-041_ _x004_ _x0041"), "_x-041_ _x004_ _x0041");
  EXPECT_EQ(one_line("a_b__"), "a_b__");
}

}  // namespace
}  // namespace termwise::ingest::testing
