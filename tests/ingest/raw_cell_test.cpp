#include <gtest/gtest.h>

#include <utility>

#include "support.h"

namespace termwise::ingest::testing {
namespace {

constexpr std::string_view kBytes =
    "\xEF\xBB\xBFRECTYPE,NAME\r\n\r\n1,\"one\r\n, \"\"two\"\"\"\r\n 2 ,67%,extra\r\n3\r\n4,caf\xE9";

Result<std::optional<std::string>> raw(std::uint32_t line, std::uint32_t column, std::size_t piece = 5) {
  std::string_view left = kBytes;
  return raw_cell(
      [&]() -> Result<std::string> {
        const std::string next(left.substr(0, piece));
        left.remove_prefix(next.size());
        return next;
      },
      ',', line, column);
}

TEST(RawCell, GivesTheTextAsItStands) {
  for (const std::size_t piece : {1u, 5u, 1000u}) {
    EXPECT_EQ(raw(1, 1, piece).value(), "RECTYPE");
    EXPECT_EQ(raw(3, 2, piece).value(), "one\r\n, \"two\"");
    EXPECT_EQ(raw(5, 1, piece).value(), " 2 ");
    EXPECT_EQ(raw(5, 2, piece).value(), "67%");
    EXPECT_EQ(raw(5, 3, piece).value(), "extra");
  }
}

TEST(RawCell, GivesUtf8) { EXPECT_EQ(raw(7, 2).value(), "caf\xC3\xA9"); }

// The bytes of the pound sign in UTF-8 are two characters of cp1252, and one byte elsewhere says which of the two it is.
TEST(RawCell, IsInTheEncodingOfItsWholeFile) {
  const auto cell = [](std::string_view bytes) {
    return raw_cell(
        [&, given = false]() mutable -> Result<std::string> {
          return std::exchange(given, true) ? std::string() : std::string(bytes);
        },
        ',', 2, 1);
  };
  EXPECT_EQ(cell("A,B\r\n\xC2\xA3,1\r\n").value(), "\xC2\xA3");
  EXPECT_EQ(cell("A,B\r\n\xC2\xA3,1\r\ncaf\xE9,2\r\n").value(), "\xC3\x82\xC2\xA3");
}

TEST(RawCell, IsEmptyWhereTheRowEndsBeforeTheColumn) {
  const auto cell = raw(6, 2);
  ASSERT_TRUE(cell);
  EXPECT_EQ(cell.value(), std::nullopt);
}

TEST(RawCell, RefusesALineOnWhichNoRowStarts) {
  for (const std::uint32_t line : {2u, 4u, 8u, 0u}) {
    const auto cell = raw(line, 1);
    ASSERT_FALSE(cell) << line;
    EXPECT_EQ(cell.error().exit, ExitCode::data);
  }
}

TEST(RawCell, HandsOnTheErrorOfTheArchive) {
  const Error error{ExitCode::io, "the archive is gone."};
  const auto cell = raw_cell([&]() -> Result<std::string> { return error; }, ',', 1, 1);
  ASSERT_FALSE(cell);
  EXPECT_EQ(cell.error(), error);
}

}  // namespace
}  // namespace termwise::ingest::testing
