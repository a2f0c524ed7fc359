// What each of a corpus of broken text files gives: a refusal in one sentence with its place, or a row that is read with
// an issue about it. Workbooks are in broken_workbook_test.cpp.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <ostream>

#include "support.h"

namespace termwise::ingest::testing {
namespace {

using school::Missing;
using school::Severity;
using ::testing::HasSubstr;

const std::string kTop(kHeader);
const std::string kRow = "1,100000,886,St Mary's,0,30,67%,-5,01234\r\n";  // 20 of 30 is published as 67

std::string repeated(std::string_view text, std::size_t times) {
  std::string all;
  for (std::size_t i = 0; i < times; ++i) all += text;
  return all;
}

std::string in_utf16(std::string_view text) {
  std::string wide = "\xFF\xFE";
  for (const char c : text) wide += std::string{c, '\0'};
  return wide;
}

struct Refused {
  const char* name;
  std::function<std::string()> bytes;
  const char* says;
  std::uint32_t line;
  std::uint32_t column;
};
std::ostream& operator<<(std::ostream& out, const Refused& broken) { return out << broken.name; }

class BrokenText : public ::testing::TestWithParam<Refused> {};

TEST_P(BrokenText, IsRefusedInASentence) {
  const Outcome outcome = ingest(GetParam().bytes());
  ASSERT_NE(outcome.error, std::nullopt) << "the file was read";
  EXPECT_EQ(outcome.error->exit, ExitCode::data);
  EXPECT_THAT(outcome.error->message, HasSubstr(GetParam().says));
  EXPECT_EQ(std::count(outcome.error->message.begin(), outcome.error->message.end(), '\n'), 0);
  EXPECT_EQ(outcome.error->message.back(), '.');
  EXPECT_TRUE(outcome.memory.records.empty());
  ASSERT_NE(outcome.error->where, std::nullopt);
  EXPECT_EQ(outcome.error->where->line, GetParam().line);
  EXPECT_EQ(outcome.error->where->column, GetParam().column);
}

const Refused kRefused[] = {
    {"nothing", [] { return ""; }, "the file is empty", 0, 0},
    {"only_a_mark", [] { return "\xEF\xBB\xBF"; }, "blank lines and nothing else", 0, 0},
    {"only_blank_lines", [] { return "\r\n\r\n\n"; }, "blank lines and nothing else", 0, 0},
    {"only_a_header", [] { return kTop; }, "a header and no rows", 1, 0},
    {"utf_16", [] { return in_utf16(kTop + kRow); }, "not a text file: it holds a NUL byte", 1, 1},
    {"nul_in_a_name", [] { return kTop + std::string("1,100000,886,St\0Mary's\r\n", 24); },
     "not a text file: it holds a NUL byte", 2, 4},
    {"no_encoding", [] { return kTop + "1,100000,886,St Mary\x81s\r\n"; }, "text in no encoding that Termwise knows", 2,
     4},
    {"mark_before_cp1252", [] { return "\xEF\xBB\xBF" + kTop + "1,100000,886,St Mary\x92s\r\n"; },
     "begins with the byte order mark of UTF-8, but what stands here is not UTF-8", 2, 4},
    {"cut_in_a_character", [] { return kTop + "1,100000,886,St Mary\xE2\x80"; }, "ends inside a UTF-8 character", 2, 4},
    {"quote_to_the_end", [] { return kTop + kRow + "1,100001,886,\"St John's,0,30\r\n" + kRow; },
     "ends inside a quoted field that begins on line 3", 3, 0},
    {"quote_over_many_rows", [] { return kTop + "1,100001,886,\"St John's,0,30\r\n" + repeated(kRow, 30'000); },
     "the quoted field that begins on line 2 is not closed within the 1048576 bytes", 2, 4},
    {"endless_line", [] { return kTop + "1,100000,886," + std::string(kMaximumLineBytes, 'x') + "\r\n"; },
     "longer than the 1048576 bytes that a row may have", 2, 0},
    {"hundred_thousand_columns", [] { return repeated("A,", 100'000) + "\r\n1\r\n"; },
     "more than the 2000 columns that a file may have", 1, 0},
    {"hundred_thousand_cells", [] { return kTop + repeated(",", 100'000) + "\r\n"; },
     "more than the 2000 columns that a file may have", 2, 0},
    {"column_twice", [] { return "RECTYPE,URN,LEA,SCHNAME,ICLOSE,TELIG,PTRWM_EXP,READPROG,urn\r\n1\r\n"; },
     "columns 2 and 9 of the header have the same name, 'urn'", 1, 9},
    {"column_gone", [] { return "RECTYPE,URN,LEA,SCHNAME,ICLOSE,TELIG,PTRWM_EXP,TELNUM\r\n1\r\n"; },
     "Missing from the file: 'READPROG'.", 1, 0},
    {"formula_as_a_column", [] { return "RECTYPE,URN,LEA,SCHNAME,ICLOSE,TELIG,PTRWM_EXP,=READPROG,TELNUM\r\n1\r\n"; },
     "New in the file: '=READPROG'.", 1, 0},
    {"hidden_in_a_column",
     [] { return "RECTYPE,U\u200bRN,LEA,SCHNAME,ICLOSE,TELIG,PTRWM_EXP,READPROG,TELNUM\r\n1\r\n"; },
     R"(New in the file: 'U\xE2\x80\x8BRN'.)", 1, 0},
    {"web_page", [] { return "<!DOCTYPE html>\n<html><head><title>Sign in</title></head>\n<body>...</body></html>\n"; },
     "a web page and not a table", 1, 0},
    {"json", [] { return "{\"schools\": [\n{\"urn\": 100000}]}\n"; },
     "not a file that any layout in config/sources/ describes", 1, 0},
    {"compressed",
     [] { return std::string("\x1F\x8B\x08\x00\x00\x00\x00\x00\x00\x03\x03\x00\x00\x00\x00\x00\n\n", 18); },
     "not a text file", 1, 1},
};
INSTANTIATE_TEST_SUITE_P(Corpus, BrokenText, ::testing::ValuesIn(kRefused),
                         [](const auto& sample) { return std::string(sample.param.name); });

// A file of a sound row and another one.
struct Questioned {
  const char* name;
  std::string row;
  const char* rule;
  Severity severity;
  std::uint32_t column;
  bool accepted;
};
std::ostream& operator<<(std::ostream& out, const Questioned& broken) { return out << broken.name; }

class BrokenRow : public ::testing::TestWithParam<Questioned> {};

TEST_P(BrokenRow, IsReadWithAnIssueAndTheOtherRowsAsWell) {
  const Outcome outcome = ingest(kTop + kRow + GetParam().row + "\r\n2,100002,886,St Luke's,0,30,67%,-5,01234\r\n");
  ASSERT_EQ(outcome.error, std::nullopt) << outcome.error->text();
  ASSERT_FALSE(outcome.memory.issues.empty());
  const auto& issue = outcome.memory.issues.front();
  EXPECT_EQ(issue.rule, GetParam().rule);
  EXPECT_EQ(issue.severity, GetParam().severity);
  EXPECT_EQ(issue.line, 3u);
  EXPECT_EQ(issue.column, GetParam().column);
  EXPECT_EQ(issue.advice.back(), '.');
  EXPECT_EQ(outcome.sums.rows, 3);
  EXPECT_EQ(outcome.memory.record_on(3) != nullptr, GetParam().accepted);
  EXPECT_NE(outcome.memory.record_on(2), nullptr);
  EXPECT_EQ(outcome.memory.records.back().urn, Urn{100002});
}

Questioned figure(const char* name, const char* cell, const char* rule = "unreadable-number") {
  return {name, std::string("1,100001,886,St John's,0,") + cell + ",67%,-5,01234", rule, Severity::error, 6, true};
}
Questioned urn(const char* name, const char* cell) {
  return {name, std::string("1,") + cell + ",886,St John's,0,30,67%,-5,01234", "unreadable-urn", Severity::error, 2,
          false};
}

const Questioned kQuestioned[] = {
    figure("exponent_beyond_all_numbers", "1e400"),
    figure("exponent", "3e1"),
    figure("not_a_number", "NaN"),
    figure("infinite", "inf"),
    figure("hexadecimal", "0x1E"),
    figure("digits_of_arabic", "\u0663\u0660"),
    figure("digits_of_devanagari", "\u0969\u0966"),
    figure("digits_full_width", "\uff13\uff10"),
    figure("typographic_minus", "\u22125"),
    figure("hidden_in_a_number", "3\u200b0"),
    figure("no_break_space", "3\u00a00"),
    figure("two_numbers", "3 0"),
    figure("thousands", "\"1,030\""),
    figure("formula", "=15+15"),
    figure("formula_that_calls", "\"=WEBSERVICE(\"\"http://example.invalid\"\")\""),
    figure("beyond_64_bits", "99999999999999999999"),
    figure("decimals_of_a_count", "30.5", "too-many-decimals"),
    figure("pupils_below_nought", "-1", "out-of-range"),
    figure("word", "thirty"),
    {"more_than_all", "1,100001,886,St John's,0,30,101%,-5,01234", "out-of-range", Severity::error, 7, true},
    {"two_percent_signs", "1,100001,886,St John's,0,30,67%%,-5,01234", "unreadable-number", Severity::error, 7, true},
    {"unknown_code", "1,100001,886,St John's,7,30,67%,-5,01234", "unknown-code", Severity::error, 5, true},
    {"name_turned_round", "1,100001,886,St \u202es'nhoJ\u202c,0,30,67%,-5,01234", "hidden-character", Severity::repair,
     4, true},
    {"name_of_nothing_visible", "1,100001,886,\u200b\u2060,0,30,67%,-5,01234", "hidden-character", Severity::repair, 4,
     true},
    {"name_on_two_lines", "1,100001,886,\"St\nJohn's\",0,30,67%,-5,01234", "line-end-in-cell", Severity::query, 4,
     true},
    {"name_without_quotes", "1,100001,886,St John's, Deal,0,30,67%,-5,01234", "unreadable-number", Severity::error, 8,
     true},
    {"endless_name", "1,100001,886," + std::string(5'000, 'J') + ",0,30,67%,-5,01234", "text-too-long",
     Severity::repair, 4, true},
    {"too_many_cells", "1,100001,886,St John's,0,30,67%,-5,01234,x", "extra-cells", Severity::repair, 0, true},
    {"only_commas", ",,,,,,,,", "empty-row", Severity::error, 0, false},
    {"unknown_record_type", "9,100001,886,St John's,0,30,67%,-5,01234", "unknown-record-type", Severity::error, 1,
     false},
    {"la_of_letters", "1,100001,Kent,St John's,0,30,67%,-5,01234", "la-not-known", Severity::query, 3, true},
    {"school_twice", "1,100000,886,St Mary's,0,30,67%,-5,01234", "duplicate-subject", Severity::error, 2, false},
    urn("urn_with_exponent", "1e5"),
    urn("urn_with_decimals", "100001.0"),
    urn("urn_of_other_digits", "\uff11\uff10\uff10\uff10\uff10\uff11"),
    urn("urn_with_hidden", "100001\u200e"),
    urn("urn_too_long", "10000000"),
    urn("urn_below_nought", "-100001"),
    urn("urn_formula", "=100001"),
    urn("no_urn", ""),
};
INSTANTIATE_TEST_SUITE_P(Corpus, BrokenRow, ::testing::ValuesIn(kQuestioned),
                         [](const auto& sample) { return std::string(sample.param.name); });

TEST(BrokenText, AFigureThatCannotBeReadIsNoNumber) {
  for (const auto& broken : kQuestioned) {
    if (broken.severity != Severity::error || broken.column != 6) continue;
    const Outcome outcome = ingest(kTop + broken.row + "\r\n");
    ASSERT_EQ(outcome.memory.records.size(), 1u) << broken.name;
    EXPECT_EQ(outcome.memory.records[0].values[0], Missing::unparseable) << broken.name;
    EXPECT_EQ(outcome.memory.records[0].values[1], number(67)) << broken.name;
  }
}

TEST(BrokenText, ANameShowsWhatItIs) {
  const auto name_of = [](const std::string& name) {
    return ingest(kTop + "1,100001,886," + name + ",0,30,67%,-5,01234\r\n").memory.records.at(0).attributes[0];
  };
  EXPECT_EQ(name_of("St \u202es'nhoJ\u202c"), "St s'nhoJ");
  EXPECT_EQ(name_of("\u200b\u2060"), Missing::unparseable);
  EXPECT_EQ(name_of("\"St\r\n  John's\""), "St   John's");
  EXPECT_EQ(name_of("\"=HYPERLINK(\"\"http://example.invalid\"\")\""), "=HYPERLINK(\"http://example.invalid\")")
      << "a text is kept as it is; what writes it for a spreadsheet makes it harmless";
}

}  // namespace
}  // namespace termwise::ingest::testing
