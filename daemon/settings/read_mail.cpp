// [mail] of the main file: the relay or directory that messages go to, and who they are from.
#include <fmt/format.h>

#include "settings/hosts.h"
#include "settings/mail_text.h"
#include "settings/sections.h"
#include "settings/table_reader.h"

namespace termwise::settings {
namespace {

constexpr std::string_view kSmtp = "smtp://";
constexpr std::string_view kSmtps = "smtps://";
constexpr std::uint16_t kSubmissionPort = 587;   // RFC 6409
constexpr std::uint16_t kSubmissionsPort = 465;  // RFC 8314
constexpr std::size_t kLongestUser = 255;        // bytes
constexpr std::int64_t kLongestTimeoutSeconds = 600;
constexpr std::int64_t kLongestGiveUpHours = 240;
constexpr std::int64_t kLongestRetrySeconds = 3600;

class MailSection {
 public:
  MailSection(const TomlValue& table, const std::filesystem::path& directory, Report& report, MailSettings& mail)
      : directory_(directory), report_(report), mail_(mail), reader_(table, "[mail]", report) {}

  void read() {
    url_ = reader_.value("url", Presence::optional);
    if (url_ != nullptr)
      read_relay();
    else
      refuse_relay_keys();
    read_directory();
    if (const TomlValue* name = reader_.value("from_name", Presence::optional))
      if (check_line(*name, "from_name", kLongestPersonName, report_)) mail_.from_name = name->text;
    read_address("from_address", url_ != nullptr ? Presence::required : Presence::optional, mail_.from_address);
    read_address("operator", Presence::optional, mail_.operator_address);
    if (const auto hours = reader_.integer("give_up_hours", 1, kLongestGiveUpHours, Presence::optional))
      mail_.give_up = std::chrono::hours(*hours);
    if (const auto seconds = reader_.integer("retry_seconds", 1, kLongestRetrySeconds, Presence::optional))
      mail_.retry = std::chrono::seconds(*seconds);
    reader_.finish();
  }

 private:
  void read_relay() {
    Relay relay;
    const bool located = check_kind(*url_, TomlKind::text, "url", report_) && read_url(relay);
    const TomlValue* starttls = reader_.value("starttls", Presence::optional);
    if (starttls != nullptr) read_starttls(*starttls, located, relay);
    read_user(starttls, located, relay);
    if (const auto file = reader_.text("ca_file", Presence::optional)) relay.ca_file = resolved(directory_, *file);
    if (const auto seconds = reader_.integer("timeout_seconds", 1, kLongestTimeoutSeconds, Presence::optional))
      relay.timeout = std::chrono::seconds(*seconds);
    mail_.relay = std::move(relay);
  }

  bool read_url(Relay& relay) {
    const std::string_view text = url_->text;
    relay.implicit_tls = text.substr(0, kSmtps.size()) == kSmtps;
    if (!relay.implicit_tls && text.substr(0, kSmtp.size()) != kSmtp)
      return refuse_url("'url' must begin with smtp:// or smtps://. Write it as smtp://HOST:587.");
    const std::string_view place = text.substr(relay.implicit_tls ? kSmtps.size() : kSmtp.size());
    if (place.find('@') != std::string_view::npos)
      return refuse_url(
          "'url' holds a user or a password. Name the user as 'user' and the file with the password as "
          "'password_file'.");
    if (place.find_first_of("/?#") != std::string_view::npos)
      return refuse_url("'url' must end after the host or its port. Remove what follows.");
    auto host = parse_host_port(place);
    if (!host || host->port == 0)
      return refuse_url(
          "'url' must name a host, and perhaps a port from 1 to 65535. Write it as smtp://relay.example.org:587, or "
          "with "
          "an IPv6 address as smtp://[2001:db8::25]:587.");
    relay.host = std::move(host->host);
    relay.port = host->port.value_or(relay.implicit_tls ? kSubmissionsPort : kSubmissionPort);
    return true;
  }

  bool refuse_url(std::string message) {
    report_.error(*url_, std::move(message));
    return false;
  }

  void read_starttls(const TomlValue& value, bool located, Relay& relay) {
    if (!check_choice(value, "starttls", {"required", "if-offered", "never"}, report_)) return;
    relay.starttls = value.text == "never" ? Tls::never : value.text == "if-offered" ? Tls::if_offered : Tls::required;
    if (located && relay.implicit_tls)
      report_.error(
          value,
          "with smtps:// everything is encrypted from the first byte, and 'starttls' says nothing. Remove it, "
          "or write smtp:// in 'url'.");
  }

  void read_user(const TomlValue* starttls, bool located, Relay& relay) {
    const TomlValue* user = reader_.value("user", Presence::optional);
    const TomlValue* file = reader_.value("password_file", Presence::optional);
    if (user != nullptr && check_line(*user, "user", kLongestUser, report_)) relay.user = user->text;
    if (file != nullptr && check_text(*file, "password_file", report_))
      relay.password_file = resolved(directory_, file->text);
    if (user != nullptr && file == nullptr)
      report_.error(*user, "'user' needs a password. Add 'password_file' with the path of the file that holds it.");
    if (file != nullptr && user == nullptr)
      report_.error(*file, "'password_file' is of no use without a user. Add 'user', or remove it.");
    if (user != nullptr && located && !relay.implicit_tls && relay.starttls == Tls::never && !is_loopback(relay.host))
      report_.error(*starttls,
                    fmt::format("without encryption the password of 'user' would travel to {} for anybody to "
                                "read. Write starttls = \"required\", or remove 'user' and "
                                "'password_file'.",
                                relay.host));
  }

  void refuse_relay_keys() {
    for (const char* key : {"starttls", "user", "password_file", "ca_file", "timeout_seconds"})
      if (const TomlValue* value = reader_.value(key, Presence::optional))
        report_.error(report_.at_key(*value),
                      fmt::format("'{}' is about a mail relay, and none is named. Add 'url', or "
                                  "remove it.",
                                  key));
  }

  void read_directory() {
    const auto written = reader_.text("directory", Presence::optional);
    if (!written) return;
    mail_.directory = resolved(directory_, *written);
    if (url_ != nullptr)
      report_.error(
          *url_,
          "'url' sends messages to a relay, and 'directory' puts them into a directory instead. Remove one of "
          "the two lines.");
  }

  void read_address(std::string_view key, Presence presence, std::string& address) {
    const TomlValue* value = reader_.value(key, presence);
    if (value != nullptr && check_address(*value, key, report_)) address = value->text;
  }

  const std::filesystem::path& directory_;
  Report& report_;
  MailSettings& mail_;
  TableReader reader_;
  const TomlValue* url_ = nullptr;
};

}  // namespace

void read_mail(const TomlValue& table, const std::filesystem::path& directory, Report& report, Settings& settings) {
  MailSection(table, directory, report, settings.mail).read();
}

}  // namespace termwise::settings
