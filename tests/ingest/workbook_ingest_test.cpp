// A workbook through the same doors as any other file: scan, recognise, read_records, raw_cell.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "support.h"
#include "workbook_support.h"

namespace termwise::ingest::testing {
namespace {

using school::Missing;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST(WorkbookIngest, ScansWhateverItsNameIs) {
  const TemporaryDirectory directory;
  const std::string bytes = workbook_file("small");
  for (const char* name : {"small.xlsx", "small.csv", "small"}) {
    const auto file = scan(directory.write(name, bytes));
    ASSERT_TRUE(file) << file.error().text();
    EXPECT_EQ(file->bytes, bytes.size());
    EXPECT_EQ(file->sha256, sha256(bytes)) << "of the workbook, not of its text";
    EXPECT_EQ(file->delimiter, ',');
    EXPECT_THAT(file->header,
                ElementsAre("RECTYPE", "URN", "LEA", "SCHNAME", "ICLOSE", "TELIG", "PTRWM_EXP", "READPROG", "TELNUM"));
  }
}

TEST(WorkbookIngest, ATextFileOfThatNameIsText) {
  const TemporaryDirectory directory;
  const auto file = scan(directory.write("table.xlsx", "a,b\n1,2\n"));
  ASSERT_TRUE(file) << file.error().text();
  EXPECT_THAT(file->header, ElementsAre("a", "b"));
}

void expect_small(const Outcome& outcome) {
  ASSERT_EQ(outcome.error, std::nullopt) << outcome.error->text();
  ASSERT_EQ(outcome.memory.records.size(), 3u);
  const school::Record* first = outcome.memory.record_on(2);
  ASSERT_NE(first, nullptr);
  EXPECT_EQ(first->urn, Urn{100000});
  EXPECT_THAT(first->values, ElementsAre(number(30), number(67), number(-50, 1)));
  EXPECT_THAT(first->attributes, ElementsAre("St Mary's", "open", "mainstream"));
  const school::Record* second = outcome.memory.record_on(4);
  ASSERT_NE(second, nullptr) << "the blank row has its line";
  EXPECT_THAT(second->values, ElementsAre(Missing::suppressed, Missing::suppressed, Missing::low_coverage));
  EXPECT_THAT(second->attributes, ElementsAre("Line end, \"quoted\"", "closed", "mainstream"));
  const school::Record* third = outcome.memory.record_on(5);
  ASSERT_NE(third, nullptr);
  EXPECT_THAT(third->values, ElementsAre(number(30), number(67), number(1, 1)));
}

TEST(WorkbookIngest, ReadsRecordsByRow) { expect_small(ingest(workbook_file("small"))); }

TEST(WorkbookIngest, EncodingsOfALayoutAreOfTextFilesOnly) {
  auto settings = small_settings();
  settings.layouts[0].encodings = {settings::Encoding::cp1252};
  expect_small(ingest(workbook_file("small"), settings));
}

TEST(WorkbookIngest, RefusesAFileThatChangesMeanwhile) {
  const TemporaryDirectory directory;
  const std::string bytes = workbook_file("small");
  const auto path = directory.write("small.xlsx", bytes);
  auto file = scan(path);
  ASSERT_TRUE(file);
  const auto settings = small_settings();
  std::fstream(path, std::ios::in | std::ios::out | std::ios::binary).seekp(40).put('!');
  const Recognition recognised{&settings.layouts[0], settings.layouts[0].years.front(), ""};
  Memory memory;
  const auto sums = read_records(*file, recognised, settings, memory);
  ASSERT_FALSE(sums);
  EXPECT_EQ(sums.error().exit, ExitCode::try_again);
  std::ofstream(path, std::ios::binary | std::ios::app) << "more";
  const auto longer = read_records(*file, recognised, settings, memory);
  ASSERT_FALSE(longer);
  EXPECT_EQ(longer.error().exit, ExitCode::try_again);
}

Result<std::optional<std::string>> raw(std::string_view bytes, std::uint32_t line, std::uint32_t column,
                                       std::size_t piece) {
  return raw_cell(
      [&]() -> Result<std::string> {
        const std::string next(bytes.substr(0, piece));
        bytes.remove_prefix(next.size());
        return next;
      },
      ';', line, column);
}

TEST(WorkbookIngest, FindsARawCellAgain) {
  const std::string bytes = workbook_file("small");
  for (const std::size_t piece : {1u, 3u, 4u, 100u, 1u << 20}) {
    EXPECT_EQ(raw(bytes, 1, 1, piece).value(), "RECTYPE");
    EXPECT_EQ(raw(bytes, 2, 7, piece).value(), "67%");
    EXPECT_EQ(raw(bytes, 4, 4, piece).value(), "Line end, \"quoted\"");
    EXPECT_EQ(raw(bytes, 5, 9, piece).value(), "=1");
  }
  EXPECT_EQ(raw(bytes, 4, 9, 100).value(), std::nullopt);
  EXPECT_THAT(raw(bytes, 3, 1, 100).error().message, HasSubstr("no row starts on line 3"));
  EXPECT_THAT(raw(bytes, 6, 1, 100).error().message, HasSubstr("no row starts on line 6"));
}

TEST(WorkbookIngest, HandsOnWhatIsWrongWithTheArchive) {
  const auto damaged = raw(workbook_file("truncated"), 1, 1, 100);
  ASSERT_FALSE(damaged);
  EXPECT_EQ(damaged.error().exit, ExitCode::data);
  EXPECT_THAT(damaged.error().message, HasSubstr("cut or damaged"));
  EXPECT_EQ(damaged.error().where, std::nullopt);
  const Error error{ExitCode::io, "the archive is gone."};
  bool begun = false;
  const auto gone = raw_cell(
      [&]() -> Result<std::string> {
        if (std::exchange(begun, true)) return error;
        return std::string("PK\3\4");
      },
      ',', 1, 1);
  ASSERT_FALSE(gone);
  EXPECT_EQ(gone.error(), error);
}

TEST(WorkbookIngest, SaysWhereNoTemporaryFileCanBe) {
  const TemporaryDirectory directory;
  const auto path = directory.write("small.xlsx", workbook_file("small"));
  const char* const before = std::getenv("TMPDIR");
  const std::string kept = before == nullptr ? "" : before;
  ::setenv("TMPDIR", "/proc", 1);
  const auto file = scan(path);
  if (before == nullptr)
    ::unsetenv("TMPDIR");
  else
    ::setenv("TMPDIR", kept.c_str(), 1);
  ASSERT_FALSE(file);
  EXPECT_EQ(file.error().exit, ExitCode::cannot_create);
  EXPECT_THAT(file.error().message, HasSubstr("cannot be made in /proc"));
}

}  // namespace
}  // namespace termwise::ingest::testing
