#include <gtest/gtest.h>

#include "base/text.h"

namespace termwise {
namespace {

TEST(NearestName, FindsASlipOfThePen) {
  const std::vector<std::string> keys{"deadline_seconds", "memory_megabytes", "mode"};
  EXPECT_EQ(nearest_name("deadline_second", keys), "deadline_seconds");
  EXPECT_EQ(nearest_name("mdoe", keys), "mode");  // a swap is one edit
  EXPECT_EQ(nearest_name("mofes", keys), "");     // two edits in five letters are too many
  EXPECT_EQ(nearest_name("mod", keys), "mode");
  EXPECT_EQ(did_you_mean("nothing-like-it", keys), "");
  EXPECT_EQ(did_you_mean("mod", keys), " Did you mean 'mode'?");
}

TEST(Quote, ShowsWhatCannotBeSeen) {
  EXPECT_EQ(quote("67%"), "'67%'");
  EXPECT_EQ(quote(std::string("a\0b", 3)), "'a\\x00b'");
  EXPECT_EQ(quote("\xE9"), "'\\xE9'");
  EXPECT_EQ(quote("a\u202eb\u0085"), "'a\\xE2\\x80\\xAEb\\xC2\\x85'");
  EXPECT_EQ(quote("caf\xC3\xA9"), "'caf\xC3\xA9'");
  EXPECT_EQ(quote("abcdef", 3), "'abc...'");
}

TEST(Counted, UsesTheRightWordAndGroupsThousands) {
  EXPECT_EQ(counted(0, "school", "schools"), "0 schools");
  EXPECT_EQ(counted(1, "school", "schools"), "1 school");
  EXPECT_EQ(counted(1234567, "school", "schools"), "1,234,567 schools");
  EXPECT_EQ(counted(-1000, "point", "points"), "-1,000 points");
}

TEST(Listed, ReadsLikeASentence) {
  EXPECT_EQ(listed({}), "");
  EXPECT_EQ(listed({"a"}), "a");
  EXPECT_EQ(listed({"a", "b"}), "a and b");
  EXPECT_EQ(listed({"a", "b", "c"}), "a, b and c");
}

// The boundary cases of RFC 3629, section 4.
TEST(Utf8, AcceptsOnlyWellFormedCharacters) {
  for (const char* good :
       {"", "abc", "\xC2\x80", "\xE0\xA0\x80", "\xED\x9F\xBF", "\xEE\x80\x80", "\xF0\x90\x80\x80", "\xF4\x8F\xBF\xBF"})
    EXPECT_TRUE(is_utf8(good)) << quote(good);
  for (const char* bad : {"\x80", "\xC0\x80", "\xC1\xBF", "\xC2", "\xE0\x9F\xBF", "\xED\xA0\x80", "\xF0\x8F\xBF\xBF",
                          "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xE2\x82"})
    EXPECT_FALSE(is_utf8(bad)) << quote(bad);
}

}  // namespace
}  // namespace termwise
