#include "web/access_log.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace termwise::web {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;

AccessEntry entry(const std::string& target) {
  // The moment by `date -u -d @1795417200`.
  return {std::chrono::system_clock::time_point(std::chrono::milliseconds(1795417200123)),
          "127.0.0.1",
          "jane@kent.example",
          "GET",
          target,
          200,
          5120,
          std::chrono::milliseconds(12)};
}

TEST(AccessLine, SaysWhoReadWhatAndWhen) {
  EXPECT_EQ(access_line(entry("/las/886?year=2016%2F17")),
            "2026-11-23T07:00:00.123Z 127.0.0.1 \"jane@kent.example\" GET \"/las/886?year=2016%2F17\" 200 5120 12");
}

TEST(AccessLine, HasADashForWhatIsNotKnown) {
  AccessEntry unknown = entry("");
  unknown.identity.clear();
  unknown.method.clear();
  EXPECT_EQ(access_line(unknown), "2026-11-23T07:00:00.123Z 127.0.0.1 - - - 200 5120 12");
}

TEST(AccessLine, CannotBeForged) {
  const std::string line = access_line(entry("/a\" 200 1 1\n2026-11-23 \x1B[2J\xFF\\"));
  EXPECT_THAT(line, HasSubstr("\"/a\\x22 200 1 1\\x0A2026-11-23 \\x1B[2J\\xFF\\x5C\" 200 5120 12"));
  AccessEntry forged = entry("/");
  forged.method = "A\"\nB" + std::string(500, 'C');
  EXPECT_THAT(access_line(forged),
              HasSubstr(" A\\x22\\x0AB" + std::string(kMaximumLoggedMethod - 4, 'C') + "... \"/\""));
}

TEST(AccessLine, HasALimitOfTarget) {
  const std::string longest(kMaximumLoggedTarget, 'a');
  EXPECT_THAT(access_line(entry(longest)), HasSubstr("\"" + longest + "\""));
  EXPECT_THAT(access_line(entry(longest + "b")), HasSubstr("\"" + longest + "...\""));
}

TEST(Token, IsNotToldInAnyDisguise) {
  EXPECT_EQ(without_token("/las/886"), "/las/886");
  EXPECT_EQ(without_token("/a%2Fb"), "/a%2Fb");
  EXPECT_EQ(without_token("/unsubscribe/abcdSECRET"), "/unsubscribe/abcd...");
  EXPECT_EQ(without_token("/unsubscribe/abcd"), "/unsubscribe/abcd");
  EXPECT_EQ(without_token("/unsubscribe"), "/unsubscribe");
  for (const char* const target :
       {"/%75nsubscribe/abcdSECRET", "/UNSUBSCRIBE/abcdSECRET", "//unsubscribe//abcdSECRET?x=SECRET",
        "http://localhost/unsubscribe/abcdSECRET", "/unsubscribe%2FabcdSECRET", "/unsubscribe/%61bcdSECRET",
        "/las?next=/unsubscribe/abcdSECRET", "/unsubscribe%/abcdSECRET", "/unsubscribe/%abcSECRET"})
    EXPECT_THAT(without_token(target), Not(HasSubstr("SECRET"))) << target;
  EXPECT_THAT(access_line(entry("/unsubscribe/abcdSECRET")), HasSubstr("\"/unsubscribe/abcd...\""));
}

}  // namespace
}  // namespace termwise::web
