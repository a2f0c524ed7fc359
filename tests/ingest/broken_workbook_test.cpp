// What is wrong with each of a corpus of workbooks, as a person would read it: one sentence, the place, and exit 65.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <ostream>

#include "support.h"
#include "workbook_support.h"

namespace termwise::ingest::testing {
namespace {

using ::testing::HasSubstr;

struct Broken {
  const char* name;
  const char* says;
  std::uint32_t line = 0;
  std::uint32_t column = 0;
};
std::ostream& operator<<(std::ostream& out, const Broken& broken) { return out << broken.name; }

class BrokenWorkbook : public ::testing::TestWithParam<Broken> {};

TEST_P(BrokenWorkbook, IsRefusedInASentence) {
  const Error error = scan_error(workbook_file(GetParam().name));
  EXPECT_EQ(error.exit, ExitCode::data);
  EXPECT_THAT(error.message, HasSubstr(GetParam().says));
  EXPECT_EQ(std::count(error.message.begin(), error.message.end(), '\n'), 0);
  EXPECT_EQ(error.message.back(), '.');
  ASSERT_NE(error.where, std::nullopt);
  EXPECT_THAT(error.where->file, HasSubstr("file.csv"));
  EXPECT_EQ(error.where->line, GetParam().line);
  EXPECT_EQ(error.where->column, GetParam().column);
}

constexpr Broken kBroken[] = {
    {"old_xls", "a workbook of Excel 97 to 2003 (.xls), which Termwise does not read. Save it as"},
    {"under_a_password", "protected with a password. Open it in Excel, take the password off"},
    {"under_a_zip_password", "protected with a password"},
    {"open_document", "an OpenDocument file (.ods), which Termwise does not read. Save it as"},
    {"binary_workbook", "a binary workbook (.xlsb)"},
    {"other_zip", "a zip archive and not an Excel workbook. Unpack it"},
    {"word_document", "a document and not an Excel workbook"},
    {"nothing_visible", "no visible sheet of this workbook holds anything"},
    {"nothing_at_all", "no visible sheet of this workbook holds anything"},
    {"only_a_header", "has a header and no rows", 1},
    {"truncated", "cut or damaged: the list of its parts, which stands at its end, cannot be read"},
    {"only_a_signature", "cut or damaged"},
    {"damaged_part", "the part 'xl/worksheets/sheet1.xml' of this workbook is damaged (CRC error)"},
    {"other_packing", "packed in a way that Excel does not use (method 12)"},
    {"zip_bomb", "unpacks to more than 200 times its size, which no table does"},
    {"lying_bomb", "unpacks to more than 200 times its size"},
    {"too_many_entries", "more than the 2000 parts that it may have"},
    {"endless_list", "more than the 2000 parts that it may have"},
    {"entity_bomb", "declares a document type, which no workbook does"},
    {"outside_entity", "the part 'xl/sharedStrings.xml' of this workbook declares a document type"},
    {"missing_sheet", "it names a part 'xl/worksheets/sheet1.xml' and does not hold it"},
    {"missing_strings", "it names a part 'xl/sharedStrings.xml' and does not hold it"},
    {"missing_workbook", "it names a part 'xl/workbook.xml' and does not hold it"},
    {"wrong_relationship", "its sheet 'Data' has no part"},
    {"outside_relationship", "its sheet 'Data' has no part"},
    {"wrong_part", "the sheet 'Data' of this workbook is damaged: its part holds something else"},
    {"not_utf8", "is not XML that can be read: not well-formed (invalid token), on its line 1"},
    {"unknown_encoding", "is not XML that can be read: unknown encoding"},
    {"unfinished_xml", "is not XML that can be read"},
    {"too_deep", "more than the 64 elements within one another"},
    {"endless_tag", "has a tag that is too long, or too many kinds of them"},
    {"endless_names", "has a tag that is too long, or too many kinds of them"},
    {"hundred_thousand_columns", "the cell BXY1 of the sheet 'Data' stands in column 2001, and a file may have 2000", 1,
     2001},
    {"column_that_no_sheet_has", "a cell in row 2 of the sheet 'Data' says that it is 'XFE2', which is no cell", 2, 1},
    {"absurd_row", "the row after row 1 of the sheet 'Data' has the number '99999999999999999999', and a sheet", 1},
    {"row_beyond_the_last", "has the number '1048577', and a sheet has rows from 1 to 1048576"},
    {"row_nought", "the row after row 0 of the sheet 'Data' has the number '0'"},
    {"rows_out_of_order", "row 4 of the sheet 'Data' stands after row 5, so that it is out of order or there twice", 5},
    {"row_twice", "row 5 of the sheet 'Data' stands after row 5", 5},
    {"cell_twice", "the cell B2 of the sheet 'Data' stands after the cell B2, so that it is out of order or", 2, 2},
    {"cells_out_of_order", "the cell B2 of the sheet 'Data' stands after the cell C2", 2, 2},
    {"cell_of_another_row", "a cell in row 2 of the sheet 'Data' says that it is 'B3', which is no cell of that", 2, 1},
    {"no_reference_at_all", "says that it is '2B', which is no cell of that row", 2, 1},
    {"text_that_is_not_there", "refers to the text number '1', and the workbook has 1, counted from 0", 2, 2},
    {"text_number_below_nought", "refers to the text number '-1'", 2, 2},
    {"format_that_is_not_there", "names the format number 5, and the workbook has 5, counted from 0", 2, 2},
    {"no_number", "holds 'nan', which is no number although it is marked as one", 2, 2},
    {"too_large_a_number", "holds '1e999', which is no number", 2, 2},
    {"no_boolean", "holds '2', which is neither true (1) nor false (0)", 2, 2},
    {"no_type", "is of the type 'q', which no cell has", 2, 2},
    {"formula_without_result", "holds a formula and not its result. Open the workbook in Excel", 2, 2},
    {"long_text", "the cell B2 of the sheet 'Data' holds more than the 131072 bytes that a cell may have", 2, 2},
    {"long_shared_text", "the text number 1 of this workbook is longer than the 131072 bytes"},
};

INSTANTIATE_TEST_SUITE_P(Corpus, BrokenWorkbook, ::testing::ValuesIn(kBroken),
                         [](const auto& broken) { return std::string(broken.param.name); });

TEST(BrokenWorkbook, AtTheLimitAWorkbookIsRead) {
  for (const char* name :
       {"as_many_entries_as_may_be", "as_deep_as_may_be", "as_long_a_text_as_may_be", "the_last_row"})
    EXPECT_FALSE(text_of_file(name).empty()) << name;
}

}  // namespace
}  // namespace termwise::ingest::testing
