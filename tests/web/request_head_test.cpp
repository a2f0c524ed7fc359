#include "web/request_head.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

#include "web/identity.h"

namespace termwise::web {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

int status_of(const std::string& bytes, Head& head, std::string_view identity_header = "") {
  const HeadEnd end = find_head_end(bytes, 0);
  if (end.refusal) return end.refusal->status;
  EXPECT_EQ(end.size, bytes.size());
  const auto refusal = read_head(bytes, identity_header, head);
  return refusal ? refusal->status : 200;
}

int status_of(const std::string& bytes, std::string_view identity_header = "") {
  Head head;
  return status_of(bytes, head, identity_header);
}

std::string get(const std::string& fields, const std::string& target = "/las") {
  return "GET " + target + " HTTP/1.1\r\nHost: a\r\n" + fields + "\r\n";
}

std::string post(const std::string& fields) {
  return "POST /a HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\n" + fields + "\r\n";
}

TEST(HeadEnd, IsAfterTheEmptyLine) {
  const std::string head = get("");
  EXPECT_EQ(find_head_end(head + "GET", 0).size, head.size());
  for (std::size_t size = 0; size < head.size(); ++size) {
    const HeadEnd end = find_head_end(std::string_view(head).substr(0, size), size / 2);
    EXPECT_EQ(end.size, 0u);
    EXPECT_FALSE(end.refusal);
  }
  for (std::size_t seen = 0; seen < head.size(); ++seen) EXPECT_EQ(find_head_end(head, seen).size, head.size()) << seen;
}

TEST(HeadEnd, NeedsCarriageReturns) {
  EXPECT_EQ(find_head_end("GET / HTTP/1.1\n", 0).refusal->status, 400);
  EXPECT_EQ(find_head_end("\n", 0).refusal->status, 400);
  EXPECT_EQ(find_head_end("GET / HTTP/1.1\r\nHost: a\n", 0).refusal->status, 400);
}

TEST(HeadEnd, DoesNotWaitForTheRestOfWhatIsTooLong) {
  EXPECT_FALSE(find_head_end("GET /" + std::string(kMaximumTarget, 'a'), 0).refusal);
  EXPECT_EQ(find_head_end("GET /" + std::string(kMaximumTarget + 100, 'a'), 0).refusal->status, 414);
  const std::string line = "GET / HTTP/1.1\r\n";
  EXPECT_FALSE(find_head_end(line + std::string(kMaximumHeader, 'a'), 0).refusal);
  EXPECT_EQ(find_head_end(line + std::string(kMaximumHeader + 1, 'a'), 0).refusal->status, 431);
}

TEST(Head, HasALimitOfTargetAndOfFields) {
  const std::string longest = "/" + std::string(kMaximumTarget - 1, 'a');
  EXPECT_EQ(status_of(get("", longest)), 200);
  EXPECT_EQ(status_of(get("", longest + "a")), 414);
  // "Host: a" and "X: " take 9 and 3 bytes, the line's end 2.
  const std::string filling = "X: " + std::string(kMaximumHeader - 9 - 3 - 2, 'b');
  EXPECT_EQ(status_of(get(filling + "\r\n", longest)), 200);
  EXPECT_EQ(status_of(get(filling + "b\r\n")), 431);
}

TEST(Head, SaysWhatIsAskedFor) {
  Head head;
  ASSERT_EQ(status_of(get("", "/las/886?year=2016%2F17"), head), 200);
  EXPECT_EQ(head.request.method, Method::get);
  EXPECT_THAT(head.request.path, ElementsAre("las", "886"));
  EXPECT_EQ(head.request.query.at("year"), "2016/17");
  EXPECT_EQ(head.method, "GET");
  EXPECT_EQ(head.target, "/las/886?year=2016%2F17");
  EXPECT_TRUE(head.keep_alive);
  Head last;
  ASSERT_EQ(status_of("HEAD / HTTP/1.1\r\nhost:a\r\nConnection: close\r\n\r\n", last), 200);
  EXPECT_EQ(last.request.method, Method::head);
  EXPECT_FALSE(last.keep_alive);
  Head old;
  ASSERT_EQ(status_of("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n", old), 200);
  EXPECT_FALSE(old.keep_alive);
}

TEST(Head, OfOtherMethodsIsRefused) {
  for (const char* const method : {"PUT", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PATCH", "get", "X-Y"}) {
    Head head;
    EXPECT_EQ(status_of(method + std::string(" / HTTP/1.1\r\nHost: a\r\n\r\n"), head), 405) << method;
    EXPECT_EQ(head.method, method);
  }
}

TEST(Head, ThatIsNoHttpIsRefused) {
  EXPECT_EQ(status_of("GET / HTTP/2.0\r\n\r\n"), 505);
  EXPECT_EQ(status_of("PRI * HTTP/2.0\r\n\r\n"), 505);
  EXPECT_EQ(status_of("GET / HTTP/1.2\r\n\r\n"), 505);
  EXPECT_EQ(status_of("GET /\r\n\r\n"), 400);
  EXPECT_EQ(status_of("\r\n\r\n"), 400);
  EXPECT_EQ(status_of(get("Name : a\r\n")), 400);
  EXPECT_EQ(status_of(get("no colon\r\n")), 400);
  EXPECT_EQ(status_of(get("A: b\x01\r\n")), 400);
  EXPECT_EQ(status_of(get(std::string("A: b\0c\r\n", 8))), 400);
}

TEST(Head, NamesItsHostOnce) {
  EXPECT_EQ(status_of("GET / HTTP/1.1\r\n\r\n"), 400);
  EXPECT_EQ(status_of(get("Host: b\r\n")), 400);
  EXPECT_EQ(status_of("GET / HTTP/1.0\r\n\r\n"), 200);
}

TEST(Head, OfAFormSaysItsLength) {
  Head head;
  ASSERT_EQ(status_of(post("Content-Length: 12\r\n"), head), 200);
  EXPECT_EQ(head.body_size, 12u);
  EXPECT_EQ(status_of(post("Content-Length: " + std::to_string(kMaximumBody) + "\r\n")), 200);
  EXPECT_EQ(status_of(post("Content-Length: " + std::to_string(kMaximumBody + 1) + "\r\n")), 413);
  EXPECT_EQ(status_of(post("")), 411);
  EXPECT_EQ(status_of(post("Transfer-Encoding: chunked\r\n")), 411);
  EXPECT_EQ(status_of(post("Transfer-Encoding: gzip\r\n")), 411);
  for (const char* const length : {"-1", "+1", "0x10", "1 2", "", "99999999999999999999", "1, 2"})
    EXPECT_EQ(status_of(post("Content-Length: " + std::string(length) + "\r\n")), 400) << length;
  EXPECT_EQ(status_of(post("Content-Length: 1\r\nContent-Length: 2\r\n")), 400);
  EXPECT_EQ(status_of(post("Content-Length: 1\r\nTransfer-Encoding: chunked\r\n")), 400);
  EXPECT_EQ(status_of(post("Transfer-Encoding: chunked\r\nContent-Length: 1\r\n")), 400);
}

TEST(Head, OnlyAFormHasABody) {
  EXPECT_EQ(status_of(get("Content-Length: 0\r\n")), 200);
  EXPECT_EQ(status_of(get("Content-Length: 1\r\n")), 400);
  EXPECT_EQ(status_of(get("Transfer-Encoding: chunked\r\n")), 411);
  const std::string start = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n";
  EXPECT_EQ(status_of(start + "Content-Type: application/json\r\n\r\n"), 415);
  EXPECT_EQ(status_of(start + "\r\n"), 415);
  EXPECT_EQ(status_of(start + "Content-Type: Application/x-www-form-urlencoded ; charset=utf-8\r\n\r\n"), 200);
}

TEST(Head, MayExpectOneThing) {
  Head head;
  ASSERT_EQ(status_of(post("Content-Length: 3\r\nExpect: 100-Continue\r\n"), head), 200);
  EXPECT_TRUE(head.expects_continue);
  EXPECT_EQ(status_of(post("Content-Length: 3\r\nExpect: tea\r\n")), 417);
  EXPECT_EQ(status_of(get("Expect: tea\r\n")), 417);
}

TEST(Identity, IsWhatTheTrustedHeaderSays) {
  Head head;
  ASSERT_EQ(status_of(get("x-remote-user: \t jane@kent.example \r\n"), head, "X-Remote-User"), 200);
  EXPECT_EQ(head.request.identity, "jane@kent.example");
  Head untrusted;
  ASSERT_EQ(status_of(get("X-Remote-User: jane\r\nX-Remote-User: joe\r\n"), untrusted), 200);
  EXPECT_EQ(untrusted.request.identity, "");
}

TEST(Identity, IsNeededOnceItIsConfigured) {
  const std::string name = "X-Remote-User";
  EXPECT_EQ(status_of(get(""), name), 401);
  EXPECT_EQ(status_of(get("X-Remote-User:\r\n"), name), 401);
  EXPECT_EQ(status_of(get("X-Remote-User-2: jane\r\n"), name), 401);
  EXPECT_EQ(status_of(get("X-Remote-User: jane\r\nX-Remote-User: jane\r\n"), name), 400);
  EXPECT_EQ(status_of(get("X-Remote-User: " + std::string(kMaximumIdentity, 'a') + "\r\n"), name), 200);
  EXPECT_EQ(status_of(get("X-Remote-User: " + std::string(kMaximumIdentity + 1, 'a') + "\r\n"), name), 400);
  EXPECT_EQ(status_of(get("X-Remote-User: Jos\xC3\xA9\r\n"), name), 200);
  EXPECT_EQ(status_of(get("X-Remote-User: Jos\xE9\r\n"), name), 400);
  EXPECT_EQ(status_of(get("X-Remote-User: a\xE2\x80\xAE\r\n"), name), 400);
}

TEST(Identity, IsNotNeededWhereNobodyIsSignedIn) {
  const std::string name = "X-Remote-User";
  for (const char* const open :
       {"/healthz", "/readyz", "/metrics", "/style.css", "/unsubscribe/abc", "/unsubscribe/a/b"})
    EXPECT_EQ(status_of(get("", open), name), 200) << open;
  for (const char* const closed :
       {"/", "/unsubscribe", "/healthz/a", "/las/metrics", "/HEALTHZ", "/style.css2", "/?/healthz"})
    EXPECT_EQ(status_of(get("", closed), name), 401) << closed;
  EXPECT_EQ(status_of(get("X-Remote-User: a\r\nX-Remote-User: b\r\n", "/healthz"), name), 400);
}

}  // namespace
}  // namespace termwise::web
