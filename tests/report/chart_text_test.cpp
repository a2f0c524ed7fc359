#include "report/chart_text.h"

#include <gtest/gtest.h>

namespace termwise::report {
namespace {

TEST(PlainLine, KeepsLettersOfEveryScript) {
  for (const char* text :
       {"", "Floor standard: 65%", "\u00C9cole", "\u05E9\u05DC\u05D5\u05DD", "\u65E5\u672C", "\U0001F4C8"})
    EXPECT_EQ(plain_line(text), text);
}

TEST(PlainLine, HasOneLineAndNoControls) {
  EXPECT_EQ(plain_line("a\r\nb\tc\u2028d"), "a  b c d");
  EXPECT_EQ(plain_line(std::string("a\0b\x1B\x7F", 5)), "a\uFFFDb\uFFFD\uFFFD");
  EXPECT_EQ(plain_line("a\u202Eb\u2066c\u200Fd\uFEFF"), "a\uFFFDb\uFFFDc\uFFFDd\uFFFD");
  EXPECT_EQ(plain_line("\uFFFE\uFFFF\U0001FFFE"), "\uFFFD\uFFFD\uFFFD");
}

TEST(PlainLine, ReplacesBytesThatAreNoUtf8) {
  EXPECT_EQ(plain_line("\xFF"
                       "a\xC3"),
            "\uFFFDa\uFFFD");
  EXPECT_EQ(plain_line("\xED\xA0\x80"), "\uFFFD\uFFFD\uFFFD");  // half of a surrogate pair
  EXPECT_EQ(plain_line("\xC0\xBC"), "\uFFFD\uFFFD");            // '<', written too long
}

TEST(PlainLine, CountsCharactersAndCutsAtTheLimit) {
  EXPECT_EQ(plain_line("\u00E4\u00F6\u00FC", 3), "\u00E4\u00F6\u00FC");
  EXPECT_EQ(plain_line("\u00E4\u00F6\u00FC!", 3), "\u00E4\u00F6\u2026");
  EXPECT_EQ(plain_line(std::string(kMaximumChartText, 'x')), std::string(kMaximumChartText, 'x'));
  EXPECT_EQ(plain_line(std::string(kMaximumChartText + 1, 'x')), std::string(kMaximumChartText - 1, 'x') + "\u2026");
}

TEST(XmlText, EscapesAfterCutting) {
  EXPECT_EQ(xml_text("<b a=\"1\" c='2'>&]]>"), "&lt;b a=&quot;1&quot; c=&#39;2&#39;&gt;&amp;]]&gt;");
  EXPECT_EQ(xml_text("<<<", 2), "&lt;\u2026");
}

}  // namespace
}  // namespace termwise::report
