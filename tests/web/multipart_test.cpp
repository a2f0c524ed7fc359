// One click in a mail program sends such a form (RFC 8058, example of section 8; RFC 7578).
#include <gtest/gtest.h>

#include "web/http.h"
#include "web/multipart.h"

namespace termwise::web {
namespace {

using Form = std::map<std::string, std::string>;

std::string part(const std::string& name, const std::string& value) {
  return "--frontier\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n";
}
constexpr auto kEnd = "--frontier--\r\n";

TEST(Multipart, the_boundary_is_the_content_types) {
  EXPECT_EQ(form_boundary("multipart/form-data; boundary=frontier"), "frontier");
  EXPECT_EQ(form_boundary("Multipart/Form-Data; charset=utf-8; Boundary=\"a b\""), "a b");
  EXPECT_EQ(form_boundary("multipart/form-data; boundary=" + std::string(70, 'b')), std::string(70, 'b'));
  for (const std::string type : {"multipart/form-data", "multipart/form-data; boundary=", "multipart/mixed; boundary=a",
                                 "application/x-www-form-urlencoded", ""})
    EXPECT_EQ(form_boundary(type), std::nullopt) << type;
  EXPECT_EQ(form_boundary("multipart/form-data; boundary=" + std::string(71, 'b')), std::nullopt);
}

TEST(Multipart, fields_are_read) {
  Form form;
  EXPECT_FALSE(decode_multipart(part("List-Unsubscribe", "One-Click") + kEnd, "frontier", form));
  EXPECT_EQ(form, (Form{{"List-Unsubscribe", "One-Click"}}));
  form.clear();
  EXPECT_FALSE(decode_multipart(part("a", "1") + part("a", "2") + part("b", "") + kEnd, "frontier", form));
  EXPECT_EQ(form, (Form{{"a", "1"}, {"b", ""}}));
}

TEST(Multipart, what_is_broken_is_refused) {
  const std::string good = part("a", "1") + kEnd;
  for (std::size_t length = 0; length + 4 < good.size(); ++length) {
    Form form;
    EXPECT_TRUE(decode_multipart(good.substr(0, length), "frontier", form)) << length;
  }
  for (const std::string& body : {std::string("--frontier\r\nX: y\r\n\r\n1\r\n--frontier--"), part("a", "\x01") + kEnd,
                                  part("a", "\xff") + kEnd, part("a", "1\n2") + kEnd}) {
    Form form;
    EXPECT_TRUE(decode_multipart(body, "frontier", form)) << body;
  }
}

TEST(Multipart, fields_are_counted) {
  std::string body;
  for (std::size_t i = 0; i < kMaximumParameters; ++i) body += part("n" + std::to_string(i), "v");
  Form form;
  EXPECT_FALSE(decode_multipart(body + kEnd, "frontier", form));
  form.clear();
  EXPECT_TRUE(decode_multipart(body + part("one more", "v") + kEnd, "frontier", form));
}

}  // namespace
}  // namespace termwise::web
