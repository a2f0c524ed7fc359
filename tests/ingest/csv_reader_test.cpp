#include "ingest/csv_reader.h"

#include <gtest/gtest.h>

#include <random>

#include "support.h"

namespace termwise::ingest::testing {
namespace {

using Step = CsvReader::Step;

std::vector<std::string> hostile_inputs() {
  return {"",
          "\n",
          "\r",
          "\r\n\r\n",
          "a",
          "a,",
          ",",
          ",,\n",
          "\"",
          "\"\"",
          "\"\"\"",
          "\"\"\"\"",
          "\"a\"b,c\n",
          "\"a\" ,c\n",
          " \"a\",c\n",
          "a\"b\",c\n",
          "a\"b,c\"d\n",
          "\"a\"\"b\"\"\"\n",
          "\"a,b\r\nc\"\r\nd\n",
          "\"a\r\"\"\n\"\n",
          "\"a\"\"\r\n\"\"b\",c\nd",
          "\"a\"\r\"b\"\n\"c\"",
          "a\rb\nc\r\nd\r\r\ne\n\r",
          "\"unclosed,\nrest",
          "\"closed\"\"",
          "\xEF\xBB\xBF\"a\",b\n",
          "\xEF\xBB\xBF",
          "\xEF\xBB",
          "a\xEF\xBB\xBF,b\n",
          "caf\xE9,na\xC3\xAFve\n",
          "12345678\n12345678,12345678,1234567,\n",
          "0123456\",\"0123456\r\n"};
}

std::vector<std::string> random_inputs(std::size_t count) {
  static const std::vector<std::string> kPieces{"a", "bc",       ",",    "\"",   "\"",      "\n",  "\r",  "\r\n",
                                                " ", "\xC3\xA9", "\xE9", "\"\"", "1234567", ",\"", "\",", "x,y,z"};
  std::mt19937 random(20170831);
  std::vector<std::string> inputs(count);
  for (std::string& input : inputs)
    for (auto left = random() % 24; left > 0; --left) input += kPieces[random() % kPieces.size()];
  return inputs;
}

void expect_as_python(const std::vector<std::string>& inputs) {
  const auto expected = rows_by_python(inputs);
  ASSERT_EQ(expected.size(), inputs.size());
  for (std::size_t i = 0; i < inputs.size(); ++i)
    for (const std::size_t piece : {0u, 1u, 3u})
      ASSERT_EQ(rows_of(inputs[i], piece), expected[i])
          << "in pieces of " << piece << ": " << ::testing::PrintToString(inputs[i]);
}

TEST(CsvReader, AgreesWithPythonOnHostileInputs) { expect_as_python(hostile_inputs()); }

TEST(CsvReader, AgreesWithPythonOnRandomInputs) { expect_as_python(random_inputs(20'000)); }

TEST(CsvReader, AgreesWithPythonOnCellsLongerThanAPiece) {
  std::string input = "\"" + std::string(300'000, 'x') + "\"\"" + std::string(300'000, ',') + "\r\n\",y\r\n";
  input += input;
  const auto expected = rows_by_python({input});
  EXPECT_EQ(rows_of(input, 1000), expected.at(0));
  EXPECT_EQ(expected.at(0).size(), 2u);
}

TEST(CsvReader, OtherDelimitersLeaveTheCommaAlone) {
  const auto rows = rows_of("a;b,c\n\"1;2\";3\n", 0, ';');
  const std::vector<Row> expected{{1, 1, {"a", "b,c"}}, {2, 2, {"1;2", "3"}}};
  EXPECT_EQ(rows, expected);
}

Step last_step(std::string_view bytes, CsvLimits limits, std::size_t piece) {
  CsvReader reader(',', limits);
  CsvRow row;
  while (!bytes.empty()) {
    reader.feed(bytes.substr(0, piece));
    bytes.remove_prefix(std::min(piece, bytes.size()));
    Step step = reader.next(row);
    while (step == Step::row) step = reader.next(row);
    if (step != Step::more) return step;
  }
  reader.finish();
  Step step = reader.next(row);
  while (step == Step::row) step = reader.next(row);
  return step;
}

TEST(CsvReader, KeepsItsLimitsHoweverTheBytesAreCut) {
  const CsvLimits limits{10, 3};
  for (const std::size_t piece : {1u, 4u, 100u}) {
    EXPECT_EQ(last_step("a\n0123456789\nb\n", limits, piece), Step::end);
    EXPECT_EQ(last_step("a\n0123456789\r\n", limits, piece), Step::end);
    EXPECT_EQ(last_step("a\n0123456789A\nb\n", limits, piece), Step::row_too_long);
    EXPECT_EQ(last_step("0123456789A", limits, piece), Step::row_too_long);
    EXPECT_EQ(last_step("\"01234567\"", limits, piece), Step::end);
    EXPECT_EQ(last_step("\"0123\n56789", limits, piece), Step::row_too_long);
    EXPECT_EQ(last_step("1,2,3\n", limits, piece), Step::end);
    EXPECT_EQ(last_step("1,2,3,\n", limits, piece), Step::too_many_cells);
    EXPECT_EQ(last_step("1,2,3,4,5,67\n", limits, piece), Step::too_many_cells);
    EXPECT_EQ(last_step("0123456789A,2,3,4,5\n", limits, piece), Step::row_too_long);
  }
}

TEST(CsvReader, ALineWithoutEndIsNotKept) {
  CsvReader reader(',', {1000, 10});
  CsvRow row;
  reader.feed(std::string(1001, 'x'));
  EXPECT_EQ(reader.next(row), Step::row_too_long);
  reader.feed("\nnext\n");
  EXPECT_EQ(reader.next(row), Step::row_too_long);
}

TEST(CsvReader, SaysHowTheLastRowEnded) {
  CsvReader reader(',', {1000, 10});
  CsvRow row;
  reader.feed("a,b\nc,\"d");
  ASSERT_EQ(reader.next(row), Step::row);
  EXPECT_TRUE(row.ended_by_line_end);
  ASSERT_EQ(reader.next(row), Step::more);
  reader.finish();
  ASSERT_EQ(reader.next(row), Step::row);
  EXPECT_FALSE(row.ended_by_line_end);
  EXPECT_TRUE(row.ended_inside_quotes);
  EXPECT_EQ(reader.quote_line(), 2u);
  EXPECT_EQ(reader.next(row), Step::end);
}

}  // namespace
}  // namespace termwise::ingest::testing
