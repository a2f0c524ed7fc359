// [mail] of the main file: what is read, and each mistake where it stands.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fixture.h"

namespace termwise::settings {
namespace {

using test::MainCase;
using test::settings_of_main_file;
using testing::HasSubstr;
using testing::Not;

const char* const kRelay = R"([mail]
url = "smtp://relay.example.org:2525"
starttls = "if-offered"
user = "termwise"
password_file = "secrets/relay"
ca_file = "/etc/ssl/own.pem"
timeout_seconds = 45
from_name = "Schools data"
from_address = "schools@example.org"
operator = "it@example.org"
give_up_hours = 24
retry_seconds = 30
)";

TEST(Mail, GoesIntoADirectoryByDefault) {
  const MailSettings mail = settings_of_main_file("[paths]\nstate = \"/srv/state\"\n").mail;
  EXPECT_FALSE(mail.relay);
  EXPECT_EQ(mail.directory, "/srv/state/mail");
  EXPECT_EQ(mail.from_name, "Termwise");
  EXPECT_EQ(mail.from_address, "termwise@termwise.invalid");
  EXPECT_EQ(mail.operator_address, "");
  EXPECT_EQ(mail.give_up, std::chrono::hours(72));
  EXPECT_EQ(mail.retry, std::chrono::seconds(60));
  EXPECT_EQ(settings_of_main_file("").mail.directory, "/var/lib/termwise/mail");
  EXPECT_EQ(test::load_files(test::good_files()).settings.value().mail.directory, "/var/lib/termwise/mail");
}

TEST(Mail, TheDirectoryIsRelativeToTheMainFile) {
  const Settings settings = settings_of_main_file("[mail]\ndirectory = \"out/mail\"\nretry_seconds = 1\n");
  EXPECT_EQ(settings.mail.directory, settings.main_file.parent_path() / "out/mail");
  EXPECT_EQ(settings.mail.retry, std::chrono::seconds(1));
}

TEST(Mail, ReadsARelay) {
  const Settings settings = settings_of_main_file(kRelay);
  const MailSettings& mail = settings.mail;
  ASSERT_TRUE(mail.relay);
  EXPECT_EQ(mail.relay->host, "relay.example.org");
  EXPECT_EQ(mail.relay->port, 2525);
  EXPECT_FALSE(mail.relay->implicit_tls);
  EXPECT_EQ(mail.relay->starttls, Tls::if_offered);
  EXPECT_EQ(mail.relay->user, "termwise");
  EXPECT_EQ(mail.relay->password_file, settings.main_file.parent_path() / "secrets/relay");
  EXPECT_EQ(mail.relay->ca_file, "/etc/ssl/own.pem");
  EXPECT_EQ(mail.relay->timeout, std::chrono::seconds(45));
  EXPECT_EQ(mail.directory, "/var/lib/termwise/mail") << "where mail goes that never leaves";
  EXPECT_EQ(mail.from_name, "Schools data");
  EXPECT_EQ(mail.from_address, "schools@example.org");
  EXPECT_EQ(mail.operator_address, "it@example.org");
  EXPECT_EQ(mail.give_up, std::chrono::hours(24));
  EXPECT_EQ(mail.retry, std::chrono::seconds(30));
}

Relay relay_at(const std::string& url) {
  return settings_of_main_file("[mail]\nfrom_address = \"a@example.org\"\nurl = \"" + url + "\"\n").mail.relay.value();
}

TEST(Mail, AUrlSaysHostPortAndEncryption) {
  const Relay plain = relay_at("smtp://relay");
  EXPECT_EQ(plain.host, "relay");
  EXPECT_EQ(plain.port, 587);
  EXPECT_FALSE(plain.implicit_tls);
  EXPECT_EQ(plain.starttls, Tls::required);
  EXPECT_EQ(plain.user, "");
  EXPECT_EQ(plain.ca_file, "");
  EXPECT_EQ(plain.timeout, std::chrono::seconds(30));

  const Relay encrypted = relay_at("smtps://192.0.2.25");
  EXPECT_EQ(encrypted.host, "192.0.2.25");
  EXPECT_EQ(encrypted.port, 465);
  EXPECT_TRUE(encrypted.implicit_tls);

  const Relay six = relay_at("smtps://[2001:db8::25]:1");
  EXPECT_EQ(six.host, "2001:db8::25");
  EXPECT_EQ(six.port, 1);
  EXPECT_EQ(relay_at("smtp://[::1]").port, 587);
  EXPECT_EQ(relay_at("smtp://relay:65535").port, 65535);
}

TEST(Mail, TheEndsOfTheRangesAreAllowed) {
  const auto with = [](const std::string& more) {
    return settings_of_main_file("[mail]\nurl = \"smtp://h\"\nfrom_address = \"a@example.org\"\n" + more).mail;
  };
  const MailSettings low = with("timeout_seconds = 1\ngive_up_hours = 1\nretry_seconds = 1\n");
  EXPECT_EQ(low.relay.value().timeout, std::chrono::seconds(1));
  EXPECT_EQ(low.give_up, std::chrono::hours(1));
  EXPECT_EQ(low.retry, std::chrono::seconds(1));
  const MailSettings high =
      with("timeout_seconds = 600\ngive_up_hours = 240\nretry_seconds = 3600\nuser = \"" + std::string(255, 'u') +
           "\"\npassword_file = \"p\"\nfrom_name = \"" + std::string(100, 'n') + "\"\n");
  EXPECT_EQ(high.relay.value().timeout, std::chrono::seconds(600));
  EXPECT_EQ(high.give_up, std::chrono::hours(240));
  EXPECT_EQ(high.retry, std::chrono::seconds(3600));
  EXPECT_EQ(high.relay->user.size(), 255u);
  EXPECT_EQ(high.from_name.size(), 100u);
}

TEST(Mail, OnThisMachineAPasswordMayTravelUnencrypted) {
  for (const std::string host : {"127.0.0.1", "[::1]", "localhost", "LocalHost"}) {
    const auto relay = settings_of_main_file(
                           "[mail]\nfrom_address = \"a@example.org\"\nstarttls = \"never\"\nuser = \"u\"\n"
                           "password_file = \"/p\"\nurl = \"smtp://" +
                           host + ":2525\"\n")
                           .mail.relay.value();
    EXPECT_EQ(relay.starttls, Tls::never) << host;
  }
}

class MainFileMail : public testing::TestWithParam<MainCase> {};

TEST_P(MainFileMail, IsReportedWhereItStands) { test::expect_reported_in_main_file(kRelay, GetParam()); }

const std::string kUrl = "\"smtp://relay.example.org:2525\"";

INSTANTIATE_TEST_SUITE_P(
    Urls, MainFileMail,
    testing::Values(
        MainCase{"IsNoText", kUrl, "@@587", "'url' must be text"},
        MainCase{"IsEmpty", kUrl, "@@\"\"", "'url' must begin with smtp:// or smtps://. Write it as smtp://HOST:587."},
        MainCase{"OtherScheme", kUrl, "@@\"http://relay.example.org\"", "must begin with smtp://"},
        MainCase{"SchemeInCapitals", kUrl, "@@\"SMTP://relay.example.org\"", "must begin with smtp://"},
        MainCase{"NoHost", kUrl, "@@\"smtp://\"", "'url' must name a host"},
        MainCase{"NoHostButAPort", kUrl, "@@\"smtp://:587\"", "'url' must name a host"},
        MainCase{"WithAUser", kUrl, "@@\"smtp://u:hunter2@relay.example.org\"",
                 "'url' holds a user or a password. Name the user as 'user' and the file with the password"},
        MainCase{"WithAPath", kUrl, "@@\"smtp://relay.example.org/\"", "must end after the host or its port"},
        MainCase{"WithAQuery", kUrl, "@@\"smtp://relay.example.org?a=b\"", "must end after the host or its port"},
        MainCase{"WithAFragment", kUrl, "@@\"smtp://relay.example.org#a\"", "must end after the host or its port"},
        MainCase{"PortZero", kUrl, "@@\"smtp://relay.example.org:0\"", "a port from 1 to 65535"},
        MainCase{"PortTooLarge", kUrl, "@@\"smtp://relay.example.org:65536\"", "a port from 1 to 65535"},
        MainCase{"PortOfTooManyDigits", kUrl, "@@\"smtp://relay.example.org:000587\"", "a port from 1 to 65535"},
        MainCase{"PortIsNoNumber", kUrl, "@@\"smtp://relay.example.org:smtp\"", "a port from 1 to 65535"},
        MainCase{"EmptyPort", kUrl, "@@\"smtp://relay.example.org:\"", "a port from 1 to 65535"},
        MainCase{"SixWithoutBrackets", kUrl, "@@\"smtp://2001:db8::25\"", "with an IPv6 address as smtp://[2001"},
        MainCase{"SixWithoutAnEnd", kUrl, "@@\"smtp://[2001:db8::25\"", "'url' must name a host"},
        MainCase{"FourInBrackets", kUrl, "@@\"smtp://[192.0.2.1]\"", "'url' must name a host"},
        MainCase{"FourOutOfRange", kUrl, "@@\"smtp://192.0.2.256\"", "'url' must name a host"},
        MainCase{"HostWithABlank", kUrl, "@@\"smtp://relay example.org\"", "'url' must name a host"},
        MainCase{"HostWithALineBreak", kUrl, "@@\"smtp://relay\\r\\n\"", "'url' must name a host"},
        MainCase{"HostTooLong", kUrl,
                 "@@\"smtp://" + std::string(63, 'a') + "." + std::string(63, 'a') + "." + std::string(63, 'a') + "." +
                     std::string(62, 'a') + "\"",
                 "'url' must name a host"}),
    test::main_case_name);

INSTANTIATE_TEST_SUITE_P(
    Keys, MainFileMail,
    testing::Values(
        MainCase{"IsNoTable", "", "mail = @@\"smtp://relay\"", "'mail' must be a table"},
        MainCase{"UnknownKey", "ca_file", "@@cafile", "'cafile' is not a key of [mail]. Did you mean 'ca_file'?"},
        MainCase{"PasswordInTheFile",
                 "password_file = ", "password_file = \"p\"\n@@password = ", "'password' is not a key of [mail]."},
        MainCase{"UnknownStarttls", "\"if-offered\"", "@@\"optional\"", "Use one of: required, if-offered, never."},
        MainCase{"StarttlsWithSmtps", "smtp://relay.example.org:2525\"\nstarttls = ",
                 "smtps://relay.example.org\"\nstarttls = @@", "'starttls' says nothing. Remove it"},
        MainCase{"PasswordInTheClear", "\"if-offered\"", "@@\"never\"",
                 "without encryption the password of 'user' would travel to relay.example.org for anybody to read."},
        MainCase{"UserWithoutAPassword", "user = \"termwise\"\npassword_file = \"secrets/relay\"",
                 "user = @@\"termwise\"", "'user' needs a password. Add 'password_file'"},
        MainCase{"PasswordWithoutAUser", "user = \"termwise\"\npassword_file = ", "password_file = @@",
                 "'password_file' is of no use without a user"},
        MainCase{"UserOfTwoLines", "\"termwise\"", "@@\"u\\r\\nMAIL\"", "'user' holds a line break"},
        MainCase{"UserTooLong", "\"termwise\"", "@@\"" + std::string(256, 'u') + "\"",
                 "'user' has 256 bytes, and at most 255 are allowed"},
        MainCase{"EmptyPasswordFile", "\"secrets/relay\"", "@@\"\"", "'password_file' is empty"},
        MainCase{"EmptyCaFile", "\"/etc/ssl/own.pem\"", "@@\"\"", "'ca_file' is empty"},
        MainCase{"TimeoutTooShort", "= 45", "= @@0", "'timeout_seconds' is 0, and must be from 1 to 600"},
        MainCase{"TimeoutTooLong", "= 45", "= @@601", "must be from 1 to 600"},
        MainCase{"GiveUpTooSoon", "= 24", "= @@0", "'give_up_hours' is 0, and must be from 1 to 240"},
        MainCase{"GiveUpTooLate", "= 24", "= @@241", "must be from 1 to 240"},
        MainCase{"RetryTooSoon", "= 30", "= @@0", "'retry_seconds' is 0, and must be from 1 to 3600"},
        MainCase{"RetryTooLate", "= 30", "= @@3601", "must be from 1 to 3600"},
        MainCase{"UrlAndDirectory", "url = ", "directory = \"out\"\nurl = @@",
                 "'url' sends messages to a relay, and 'directory' puts them into a directory instead."},
        MainCase{"NoSender", "", "@@[mail]\nurl = \"smtp://h\"\n", "'from_address' is missing from [mail]"},
        MainCase{"SenderWithAName", "\"schools@example.org\"", "\"Schools@@ <schools@example.org>\"",
                 "is no mail address: a blank may not stand in one"},
        MainCase{"SendersNameOfTwoLines", "\"Schools data\"", "@@\"Schools\\ndata\"", "'from_name' holds a line break"},
        MainCase{"SendersNameTooLong", "\"Schools data\"", "@@\"" + std::string(101, 'n') + "\"",
                 "'from_name' has 101 bytes, and at most 100 are allowed"},
        MainCase{"OperatorIsNoAddress", "\"it@example.org\"", "\"@@it\"", "'it' is no mail address: it has no '@'"},
        MainCase{"RelayKeysWithoutUrl", "",
                 "[mail]\n@@starttls = \"never\"\n@@user = \"u\"\n@@password_file = \"p\"\n@@ca_file = \"c\"\n"
                 "@@timeout_seconds = 30\n",
                 "'starttls' is about a mail relay, and none is named. Add 'url', or remove it."}),
    test::main_case_name);

TEST(Mail, AMessageNeverRepeatsTheUrl) {
  for (const std::string url : {"smtp://u:hunter2@h", "http://hunter2", "smtp://hunter2/hunter2", "smtp://hunter2 x"}) {
    test::TemporaryDirectory directory;
    directory.write(test::good_files());
    directory.write("termwise.toml", "[mail]\nfrom_address = \"a@example.org\"\nurl = \"" + url + "\"\n");
    const Loaded loaded = load(directory.path() / "termwise.toml");
    EXPECT_EQ(loaded.errors.size(), 1u);
    EXPECT_THAT(test::all_texts(loaded.errors), Not(HasSubstr("hunter2")));
  }
}

}  // namespace
}  // namespace termwise::settings
