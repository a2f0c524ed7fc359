#include "report/transfer_encoding.h"

#include <gtest/gtest.h>

namespace termwise::report {
namespace {

// RFC 4648, 10.
TEST(Base64, TestVectors) {
  EXPECT_EQ(base64(""), "");
  EXPECT_EQ(base64("f"), "Zg==");
  EXPECT_EQ(base64("fo"), "Zm8=");
  EXPECT_EQ(base64("foo"), "Zm9v");
  EXPECT_EQ(base64("foob"), "Zm9vYg==");
  EXPECT_EQ(base64("fooba"), "Zm9vYmE=");
  EXPECT_EQ(base64("foobar"), "Zm9vYmFy");
  EXPECT_EQ(base64(std::string("\0\xFF\xFB", 3)), "AP/7");
}

TEST(Base64, LinesOf76) {
  EXPECT_EQ(base64_lines(""), "");
  EXPECT_EQ(base64_lines(std::string(57, '\0')), std::string(76, 'A') + "\r\n");
  EXPECT_EQ(base64_lines(std::string(58, '\0')), std::string(76, 'A') + "\r\nAA==\r\n");
}

TEST(QuotedPrintable, LineEnds) {
  EXPECT_EQ(quoted_printable(""), "");
  EXPECT_EQ(quoted_printable("a\nb\r\nc"), "a\r\nb\r\nc");
  EXPECT_EQ(quoted_printable("a\rb\r\r\n\n"), "a=0Db=0D\r\n\r\n");
}

TEST(QuotedPrintable, WhatIsEncoded) {
  EXPECT_EQ(quoted_printable("1=1 ~!\"#"), "1=3D1 ~!\"#");
  EXPECT_EQ(quoted_printable("T\u0177"), "T=C5=B7");
  EXPECT_EQ(quoted_printable(std::string("\0\x7F\f", 3)), "=00=7F=0C");
}

TEST(QuotedPrintable, BlanksAtTheEndOfALine) {
  EXPECT_EQ(quoted_printable("a \nb\t\r\n  \nc "), "a=20\r\nb=09\r\n =20\r\nc=20");
}

TEST(QuotedPrintable, WhatRelaysChangeAtTheStartOfALine) {
  EXPECT_EQ(quoted_printable(".\n..a\na."), "=2E\r\n=2E.a\r\na.");
  EXPECT_EQ(quoted_printable("From Kent\nFrom\n From Kent\n"), "=46rom Kent\r\nFrom\r\n From Kent\r\n");
  EXPECT_EQ(quoted_printable(std::string(75, 'x') + ".From ."), std::string(75, 'x') + "=\r\n=2EFrom .");
  EXPECT_EQ(quoted_printable(std::string(75, 'x') + "From ."), std::string(75, 'x') + "=\r\n=46rom .");
}

TEST(QuotedPrintable, SoftBreaks) {
  EXPECT_EQ(quoted_printable(std::string(75, 'x')), std::string(75, 'x'));
  EXPECT_EQ(quoted_printable(std::string(76, 'x')), std::string(75, 'x') + "=\r\nx");
  EXPECT_EQ(quoted_printable(std::string(72, 'x') + "="), std::string(72, 'x') + "=3D");
  EXPECT_EQ(quoted_printable(std::string(73, 'x') + "="), std::string(73, 'x') + "=\r\n=3D");
  EXPECT_EQ(quoted_printable(std::string(74, 'x') + " y"), std::string(74, 'x') + " =\r\ny");
  EXPECT_EQ(quoted_printable(std::string(74, 'x') + " "), std::string(74, 'x') + "=\r\n=20");
}

}  // namespace
}  // namespace termwise::report
