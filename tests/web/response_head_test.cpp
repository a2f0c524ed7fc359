#include "web/response_head.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace termwise::web {
namespace {

using testing::HasSubstr;
using testing::Not;

std::chrono::system_clock::time_point at(std::int64_t seconds) {
  return std::chrono::system_clock::time_point(std::chrono::seconds(seconds));
}

Response with(const std::string& name, const std::string& value) {
  Response response;
  response.headers.emplace_back(name, value);
  return response;
}

TEST(ResponseHead, HasTheDateOfRfc9110) {
  // RFC 9110, section 5.6.7, and the same moment in Unix time; the other by `date -u -d @1709164799`.
  EXPECT_THAT(response_head({}, false, at(784111777)), HasSubstr("\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT\r\n"));
  EXPECT_THAT(response_head({}, false, at(1709164799)), HasSubstr("\r\nDate: Wed, 28 Feb 2024 23:59:59 GMT\r\n"));
}

TEST(ResponseHead, IsNotCachedUnlessTheHandlerSaysSo) {
  EXPECT_THAT(response_head({}, false, at(0)), HasSubstr("\r\nCache-Control: no-store\r\n"));
  const std::string head = response_head(with("cache-control", "max-age=60"), false, at(0));
  EXPECT_THAT(head, HasSubstr("\r\ncache-control: max-age=60\r\n"));
  EXPECT_THAT(head, Not(HasSubstr("no-store")));
}

TEST(ResponseHead, OfAnEmptyAnswerHasNoLength) {
  Response response;
  response.status = 204;
  const std::string head = response_head(response, false, at(0));
  EXPECT_THAT(head, Not(HasSubstr("Content-Length")));
  EXPECT_THAT(head, Not(HasSubstr("Content-Type:")));
}

TEST(Problem, IsWhatWouldBreakTheHead) {
  EXPECT_FALSE(problem_of(with("Location", "/las/886")));
  for (const auto& [name, value] :
       std::vector<std::pair<std::string, std::string>>{{"A", "b\r\nC: d"},
                                                        {"A", "b\n"},
                                                        {"A", std::string("b\0", 2)},
                                                        {"A", "\xC3\xA9"},
                                                        {"", "b"},
                                                        {"A B", "c"},
                                                        {"A:", "b"},
                                                        {"A\r\nB", "c"},
                                                        {"Content-Length", "1"},
                                                        {"transfer-encoding", "chunked"},
                                                        {"Connection", "close"},
                                                        {"content-security-policy", "default-src *"},
                                                        {"SERVER", "x"}})
    EXPECT_TRUE(problem_of(with(name, value))) << name << ": " << value;
  Response response;
  for (const int status : {-1, 0, 100, 101, 199, 600, 1000}) {
    response.status = status;
    EXPECT_TRUE(problem_of(response)) << status;
  }
}

TEST(ErrorPage, IsEscaped) {
  const Response page = error_page({400, "<script>\"a\" & b</script>"});
  EXPECT_THAT(page.body, HasSubstr("&lt;script&gt;&quot;a&quot; &amp; b&lt;/script&gt;"));
  EXPECT_THAT(page.body, HasSubstr("<html lang=\"en-GB\">"));
  EXPECT_THAT(page.body, HasSubstr("<h1>The request was not understood</h1>"));
  EXPECT_FALSE(problem_of(page));
}

}  // namespace
}  // namespace termwise::web
