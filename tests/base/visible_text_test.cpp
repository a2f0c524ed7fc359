#include "base/visible_text.h"

#include <gtest/gtest.h>

namespace termwise {
namespace {

TEST(VisibleText, NamesTheFirstCharacterThatNobodySees) {
  EXPECT_EQ(hidden_character("St Mary\u2019s, Ynys M\u00f4n, \u4e2d"), std::nullopt);
  EXPECT_EQ(hidden_character("St \u202eyraM"), "U+202E");
  EXPECT_EQ(hidden_character("St\u200b Mary\u00ad"), "U+200B");
  EXPECT_EQ(hidden_character(std::string_view("a\0b", 3)), "U+0000");
  EXPECT_EQ(hidden_character("a\u0085b"), "U+0085");
}

TEST(VisibleText, LeavesThemOut) {
  EXPECT_EQ(without_hidden_characters("St \u202eMary\u202c's\u00ad School"), "St Mary's School");
  EXPECT_EQ(without_hidden_characters(" \u200b "), "");
  EXPECT_EQ(without_hidden_characters("St Mary\u2019s"), "St Mary\u2019s");
}

TEST(VisibleText, PutsATextOnOneLine) {
  EXPECT_EQ(on_one_line("St Mary's\r\n\tSchool\n"), "St Mary's School");
  EXPECT_EQ(on_one_line("one  two"), "one  two");
  EXPECT_EQ(on_one_line("\n"), "");
}

}  // namespace
}  // namespace termwise
