// [web] of the main file: what is read, and each mistake where it stands.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fixture.h"

namespace termwise::settings {
namespace {

using test::MainCase;
using test::settings_of_main_file;

const char* const kWeb = R"([web]
listen = "127.0.0.1:8080"
identity_header = "X-Remote-User"
access_log = "log/access.log"
public_url = "https://termwise.example.org"
)";

TEST(Web, ServesNoPagesByDefault) {
  const Settings settings = settings_of_main_file("");
  EXPECT_FALSE(settings.web);
  EXPECT_EQ(settings.public_url, "");
}

TEST(Web, ReadsAllKeys) {
  const Settings settings = settings_of_main_file(kWeb);
  ASSERT_TRUE(settings.web);
  EXPECT_EQ(settings.web->address, "127.0.0.1");
  EXPECT_EQ(settings.web->port, 8080);
  EXPECT_EQ(settings.web->socket, "");
  EXPECT_EQ(settings.web->identity_header, "X-Remote-User");
  EXPECT_EQ(settings.web->access_log, settings.main_file.parent_path() / "log/access.log");
  EXPECT_EQ(settings.public_url, "https://termwise.example.org");
}

WebSettings listening(const std::string& listen) {
  return settings_of_main_file("[web]\nlisten = \"" + listen + "\"\n").web.value();
}

TEST(Web, ListensOnLoopbackOrASocket) {
  const WebSettings six = listening("[::1]:0");
  EXPECT_EQ(six.address, "::1");
  EXPECT_EQ(six.port, 0);
  EXPECT_EQ(six.identity_header, "");
  EXPECT_EQ(six.access_log, "");
  EXPECT_EQ(listening("127.0.0.1:65535").port, 65535);

  const WebSettings socket = listening("unix:/run/termwise/web.sock");
  EXPECT_EQ(socket.address, "");
  EXPECT_EQ(socket.socket, "/run/termwise/web.sock");
  const Settings relative = settings_of_main_file("[web]\nlisten = \"unix:web.sock\"\n");
  EXPECT_EQ(relative.web.value().socket, relative.main_file.parent_path() / "web.sock");
  EXPECT_EQ(listening("unix:/" + std::string(106, 's')).socket.native().size(), 107u);
}

std::string public_url(const std::string& url) {
  const Settings settings = settings_of_main_file("[web]\npublic_url = \"" + url + "\"\n");
  EXPECT_FALSE(settings.web) << "another host serves the pages";
  return settings.public_url;
}

TEST(Web, APublicUrlIsKeptWithoutAFinalSlash) {
  EXPECT_EQ(public_url("https://termwise.example.org/"), "https://termwise.example.org");
  EXPECT_EQ(public_url("https://www.example.org:8443//"), "https://www.example.org:8443");
  EXPECT_EQ(public_url("https://[2001:db8::1]"), "https://[2001:db8::1]");
  for (const std::string url : {"http://127.0.0.1:8080", "http://[::1]:8080", "http://localhost"})
    EXPECT_EQ(public_url(url), url);
  std::string longest =
      "https://" + std::string(63, 'a') + '.' + std::string(63, 'b') + '.' + std::string(61, 'c') + ".de";
  ASSERT_EQ(longest.size(), 200u);
  EXPECT_EQ(public_url(longest), longest);
}

class MainFileWeb : public testing::TestWithParam<MainCase> {};

TEST_P(MainFileWeb, IsReportedWhereItStands) { test::expect_reported_in_main_file(kWeb, GetParam()); }

const std::string kListen = "\"127.0.0.1:8080\"";
const std::string kPublic = "\"https://termwise.example.org\"";
const std::string kOnlyHere = "the pages are served on this machine only, without encryption or passwords.";

INSTANTIATE_TEST_SUITE_P(
    Listening, MainFileWeb,
    testing::Values(
        MainCase{"IsNoTable", "", "web = @@8080", "'web' must be a table"},
        MainCase{"NoKeys", "", "@@[web]\n", "'listen' is missing from [web]"},
        MainCase{"UnknownKey", "access_log", "@@acces_log", "Did you mean 'access_log'?"},
        MainCase{"IsNoText", kListen, "@@8080", "'listen' must be text"},
        MainCase{"Everywhere", kListen, "@@\"0.0.0.0:8080\"", kOnlyHere},
        MainCase{"EverywhereInSix", kListen, "@@\"[::]:8080\"", kOnlyHere},
        MainCase{"AnotherAddress", kListen, "@@\"192.0.2.1:8080\"", "and put a reverse proxy in front"},
        MainCase{"AName", kListen, "@@\"localhost:8080\"", kOnlyHere},
        MainCase{"NoPort", kListen, "@@\"127.0.0.1\"", kOnlyHere},
        MainCase{"PortTooLarge", kListen, "@@\"127.0.0.1:65536\"", kOnlyHere},
        MainCase{"SixWithoutBrackets", kListen, "@@\"::1:8080\"", kOnlyHere},
        MainCase{"NoSocket", kListen, "@@\"unix:\"", "no path follows unix:."},
        MainCase{"SocketTooLong", kListen, "@@\"unix:/" + std::string(107, 's') + "\"",
                 "the path of this socket has 108 bytes, and at most 107 are possible."},
        MainCase{"HeaderWithABlank", "\"X-Remote-User\"", "@@\"X-Remote User\"",
                 "'identity_header' is not the name of an HTTP header"},
        MainCase{"HeaderWithAColon", "\"X-Remote-User\"", "@@\"X-Remote-User:\"", "Write it as X-Remote-Us"},
        MainCase{"HeaderWithALineBreak", "\"X-Remote-User\"", "@@\"X\\r\\nY\"", "is not the name"},
        MainCase{"HeaderBeyondAscii", "\"X-Remote-User\"", "@@\"X-Usér\"", "is not the name"},
        MainCase{"HeaderTooLong", "\"X-Remote-User\"", "@@\"" + std::string(65, 'X') + "\"", "at most 64 letters"},
        MainCase{"EmptyAccessLog", "\"log/access.log\"", "@@\"\"", "'access_log' is empty"},
        MainCase{"HeaderWithoutListening",
                 "listen = \"127.0.0.1:8080\"\nidentity_header = \"X-Remote-User\"\naccess_log",
                 "@@identity_header = \"X-Remote-User\"\n@@access_log",
                 "'identity_header' is about pages that are served here, and none are. Add 'listen'"}),
    test::main_case_name);

INSTANTIATE_TEST_SUITE_P(
    PublicUrls, MainFileWeb,
    testing::Values(MainCase{"IsNoText", kPublic, "@@443", "'public_url' must be text"},
                    MainCase{"NoScheme", kPublic, "@@\"termwise.example.org\"", "must begin with https://"},
                    MainCase{"Script", kPublic, "@@\"javascript:alert(1)\"", "must begin with https://"},
                    MainCase{"Unencrypted", kPublic, "@@\"http://termwise.example.org\"",
                             "over http:// anybody on the way can read the pages"},
                    MainCase{"NoHost", kPublic, "@@\"https://\"", "must name a host"},
                    MainCase{"NoHostButSlashes", kPublic, "@@\"https:////\"", "must name a host"},
                    MainCase{"WithAUser", kPublic, "@@\"https://u:p@termwise.example.org\"", "must have no user"},
                    MainCase{"WithAQuery", kPublic, "@@\"https://termwise.example.org/?a=b\"",
                             "must have no user, query"},
                    MainCase{"WithAFragment", kPublic, "@@\"https://termwise.example.org/#a\"", "must have no user"},
                    MainCase{"PortZero", kPublic, "@@\"https://termwise.example.org:0\"", "a port from 1 to 65535"},
                    MainCase{"TwoSlashes", kPublic, "@@\"https://termwise.example.org//a\"", "without a path"},
                    MainCase{"DotsInThePath", kPublic, "@@\"https://termwise.example.org/a/../b\"", "without a path"},
                    MainCase{"Markup", kPublic, "@@\"https://termwise.example.org/<b>\"", "without a path"},
                    MainCase{"QuotationMark", kPublic, "@@'https://termwise.example.org/\"a'", "without a path"},
                    MainCase{"LineBreak", kPublic, "@@\"https://termwise.example.org\\r\\nX: y\"", "must name a host"},
                    MainCase{"TooLong", kPublic, "@@\"https://h/" + std::string(191, 'p') + "\"",
                             "'public_url' has 201 bytes, and at most 200 are allowed"}),
    test::main_case_name);

}  // namespace
}  // namespace termwise::settings
