#include "web/target.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "web/http.h"
#include "web/printable.h"

namespace termwise::web {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

Target decoded(std::string_view raw) {
  Target target;
  const auto refusal = decode_target(raw, target);
  EXPECT_FALSE(refusal.has_value()) << raw << ": " << (refusal ? refusal->sentence : "");
  return target;
}

int status_of(std::string_view raw) {
  Target target;
  const auto refusal = decode_target(raw, target);
  return refusal ? refusal->status : 200;
}

int form_status(std::string_view raw) {
  std::map<std::string, std::string> form;
  const auto refusal = decode_form(raw, form);
  return refusal ? refusal->status : 200;
}

TEST(Path, IsSegments) {
  EXPECT_THAT(decoded("/").path, IsEmpty());
  EXPECT_THAT(decoded("/las/886/findings").path, ElementsAre("las", "886", "findings"));
  EXPECT_THAT(decoded("/las/886/").path, ElementsAre("las", "886"));
  EXPECT_THAT(decoded("/?a=1").path, IsEmpty());
  EXPECT_THAT(decoded("/%6Cas/St%20Mary%e2%80%99s+x").path, ElementsAre("las", "St Mary\xE2\x80\x99s+x"));
  EXPECT_THAT(decoded("/...").path, ElementsAre("..."));
}

TEST(Path, ThatNoPageHasIsRefused) {
  for (const char* const raw :
       {"//",    "/a//b", "//host/a",  "/.",    "/..",      "/a/../b", "/a/./b", "/%2e%2E/b", "/a%2Fb", "/a%5cb",
        "/a\\b", "/%00",  "/a%0d%0ab", "/a%7F", "/a%C2%85", "/%",      "/%4",    "/%4g",      "/%g4",   "/a%"})
    EXPECT_EQ(status_of(raw), 400) << raw;
}

TEST(Path, MustBeUtf8) {
  for (const char* const raw : {"/%FF", "/%C0%AF", "/%ED%A0%80", "/%E2%80", "/a?b=%F5%80%80%80", "/?%80=a"})
    EXPECT_EQ(status_of(raw), 400) << raw;
}

TEST(Target, IsNothingButAPathAndAQuery) {
  for (const char* const raw :
       {"", "*", "http://localhost/", "localhost:80", "a/b", "/a#b", "/a b", "/caf\xC3\xA9", "/a\tb"})
    EXPECT_EQ(status_of(raw), 400) << raw;
}

TEST(Target, HasALimit) {
  const std::string longest = "/" + std::string(kMaximumTarget - 1, 'a');
  EXPECT_EQ(status_of(longest), 200);
  EXPECT_EQ(status_of(longest + "a"), 414);
}

TEST(Query, IsNamesAndValues) {
  EXPECT_THAT(decoded("/?year=2016%2F17&q=St+Mary%2bs").query,
              ElementsAre(Pair("q", "St Mary+s"), Pair("year", "2016/17")));
  EXPECT_THAT(decoded("/?a=1&a=2&&b&=c&d==e?/..//").query,
              ElementsAre(Pair("", "c"), Pair("a", "1"), Pair("b", ""), Pair("d", "=e?/..//")));
  EXPECT_EQ(status_of("/?a=%0a"), 400);
  EXPECT_EQ(status_of("/?a=%1"), 400);
}

TEST(Query, HasALimitOfParameters) {
  std::string raw = "/?";
  for (std::size_t i = 0; i < kMaximumParameters; ++i) raw += "a&";
  EXPECT_EQ(status_of(raw), 200);
  EXPECT_EQ(status_of(raw + "a"), 400);
}

TEST(Form, IsDecodedLikeAQuery) {
  std::map<std::string, std::string> form;
  ASSERT_FALSE(decode_form("List-Unsubscribe=One-Click&name=A+%26+B", form));
  EXPECT_THAT(form, ElementsAre(Pair("List-Unsubscribe", "One-Click"), Pair("name", "A & B")));
  EXPECT_EQ(form_status("a=%"), 400);
  EXPECT_EQ(form_status(std::string("a=\0b", 4)), 400);
  EXPECT_EQ(form_status("a=\xFF"), 400);
  std::string many;
  for (std::size_t i = 0; i < kMaximumParameters; ++i) many += "a=b&";
  EXPECT_EQ(form_status(many), 200);
  EXPECT_EQ(form_status(many + "c=d"), 400);
}

TEST(Target, GivesBackWhatWasEscaped) {
  EXPECT_TRUE(rc::check("a query's value survives escaping", [](const std::vector<std::uint8_t>& letters) {
    std::string text;
    for (const std::uint8_t letter : letters) text += static_cast<char>(' ' + letter % 95);
    std::string raw = "/?a=";
    for (const char c : text) {
      constexpr const char* kDigits = "0123456789ABCDEF";
      raw += {'%', kDigits[c / 16], kDigits[c % 16]};
    }
    Target target;
    RC_ASSERT(!decode_target(raw, target).has_value());
    RC_ASSERT(target.query.at("a") == text);
  }));
}

TEST(Target, OfAnyBytesIsDecodedToCleanTextOrRefused) {
  EXPECT_TRUE(rc::check("no segment is a way out", [](const std::vector<std::uint8_t>& bytes) {
    std::string raw = "/";
    for (const std::uint8_t byte : bytes) raw += "%/.?&=+25feEC0\\a"[byte % 16];
    Target target;
    const auto refusal = decode_target(raw, target);
    if (refusal) return;
    for (const auto& segment : target.path) {
      RC_ASSERT(segment != "" && segment != "." && segment != "..");
      RC_ASSERT(segment.find('/') == std::string::npos && !has_control(segment));
    }
  }));
}

TEST(Printable, LeavesOutWhatCannotBeSeenOrTurnsTextAround) {
  EXPECT_TRUE(is_printable("jane@kent.example"));
  EXPECT_TRUE(is_printable("Jos\xC3\xA9 \xE2\x80\x99n"));
  for (const char* const text :
       {"a\nb", "a\x7F", "\xC2\x80", "\xC2\x9F", "\xE2\x80\xAE", "\xE2\x80\xA8", "\xE2\x81\xA6", "\xFF"})
    EXPECT_FALSE(is_printable(text)) << text;
  EXPECT_TRUE(is_printable("\xC2\xA0"));
}

TEST(Escaped, CannotLeaveItsQuotationMarks) {
  EXPECT_EQ(escaped("a\"b'c\\d"), "a\\x22b\\x27c\\x5Cd");
  EXPECT_EQ(escaped("a\r\n\x1B[2J"), "a\\x0D\\x0A\\x1B[2J");
  EXPECT_EQ(escaped("Jos\xC3\xA9"), "Jos\xC3\xA9");
  EXPECT_EQ(escaped("\xE2\x80\xAE"), "\\xE2\\x80\\xAE");
}

}  // namespace
}  // namespace termwise::web
