#include <gtest/gtest.h>

#include <string>

#include "school/upn.h"

namespace termwise::school {
namespace {

// 8x2 + 1x4 + 2x5 + 5x10 + 1x13 is 93, and 93 less 4 times 23 is 1: B.
TEST(Upn, TheFirstLetterChecksTheRest) {
  const auto upn = parse_upn("B801200005001");
  ASSERT_TRUE(upn);
  EXPECT_EQ(upn->view(), "B801200005001");
  EXPECT_FALSE(upn->temporary);
  for (const char letter : std::string("ACDEFGHIJKLMNOPQRSTUVWXYZ1"))
    EXPECT_FALSE(parse_upn(letter + std::string("801200005001"))) << letter;
}

// Each weight, by a digit that stands alone: 1 in the place of weight 2 to 13 gives the letter of that number.
TEST(Upn, CountsEachPlaceByItsWeight) {
  const std::string letters = "ABCDEFGHJKLMNPQRTUVWXYZ";
  for (std::size_t place = 1; place <= 12; ++place) {
    std::string text(13, '0');
    text[place] = '1';
    text[0] = letters[place + 1];
    EXPECT_TRUE(parse_upn(text)) << text;
    text[0] = letters[place];
    EXPECT_FALSE(parse_upn(text)) << text;
  }
  EXPECT_TRUE(parse_upn("A000000000000"));
}

// A letter at the end counts as its place among the letters, 13 times: B 13 is P, C 26 less 23 is D.
TEST(Upn, ALetterAtTheEndMakesItTemporary) {
  for (const char* text : {"A00000000000A", "P00000000000B", "D00000000000C", "Z99990001702A"}) {
    const auto upn = parse_upn(text);
    ASSERT_TRUE(upn) << text;
    EXPECT_TRUE(upn->temporary);
  }
  EXPECT_FALSE(parse_upn("B00000000000B"));
  for (const char letter : std::string("IOS"))
    for (const char check : std::string("ABCDEFGHJKLMNPQRTUVWXYZ"))
      EXPECT_FALSE(parse_upn(check + std::string("00000000000") + letter));
}

TEST(Upn, CapitalsPlayNoPart) {
  const auto upn = parse_upn("p00000000000b");
  ASSERT_TRUE(upn);
  EXPECT_EQ(upn->view(), "P00000000000B");
}

TEST(Upn, IsNothingElse) {
  for (const char* text : {"", "B", "B80120000500", "B8012000050011", "B80120000500 ", " B801200005001",
                           "B8012OOOO5001", "A0000000000A0", "BB00000000000", "0801200005001", "B80120000500\xC3"})
    EXPECT_FALSE(parse_upn(text)) << text;
  EXPECT_FALSE(parse_upn(std::string_view("A00000000000\0", 13)));
}

}  // namespace
}  // namespace termwise::school
