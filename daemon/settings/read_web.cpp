// [web] of the main file: where the report pages are served, and under which address readers reach them.
#include <algorithm>

#include <fmt/format.h>

#include "settings/hosts.h"
#include "settings/sections.h"
#include "settings/table_reader.h"

namespace termwise::settings {
namespace {

constexpr std::string_view kUnix = "unix:";
constexpr std::string_view kHttp = "http://";
constexpr std::string_view kHttps = "https://";
constexpr std::size_t kLongestSocketPath = 107;  // bytes of sockaddr_un::sun_path without its final NUL
constexpr std::size_t kLongestHeaderName = 64;
constexpr std::size_t kLongestPublicUrl = 200;  // so that a line of a mail holds it with a page's path

bool is_letter_or_digit(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }

bool all_of(std::string_view text, std::string_view signs) {
  return std::all_of(text.begin(), text.end(),
                     [&](char c) { return is_letter_or_digit(c) || signs.find(c) != std::string_view::npos; });
}

// A token of HTTP (RFC 9110, 5.6.2).
bool is_token(std::string_view text) { return !text.empty() && all_of(text, "!#$%&'*+-.^_`|~"); }

class WebSection {
 public:
  WebSection(const TomlValue& table, const std::filesystem::path& directory, Report& report, Settings& settings)
      : directory_(directory), report_(report), settings_(settings), reader_(table, "[web]", report) {}

  void read() {
    const TomlValue* url = reader_.value("public_url", Presence::optional);
    if (url != nullptr && check_text(*url, "public_url", report_)) read_public_url(*url);
    listen_ = reader_.value("listen", url == nullptr ? Presence::required : Presence::optional);
    WebSettings web;
    if (listen_ != nullptr && check_text(*listen_, "listen", report_)) read_listen(web);
    if (const TomlValue* header = key_of_server("identity_header"))
      if (check_text(*header, "identity_header", report_)) read_header(*header, web);
    if (const TomlValue* log = key_of_server("access_log"))
      if (check_text(*log, "access_log", report_)) web.access_log = resolved(directory_, log->text);
    reader_.finish();
    if (listen_ != nullptr) settings_.web = std::move(web);
  }

 private:
  // Null, with an error, where no pages are served here.
  const TomlValue* key_of_server(std::string_view key) {
    const TomlValue* value = reader_.value(key, Presence::optional);
    if (value == nullptr || listen_ != nullptr) return value;
    report_.error(report_.at_key(*value), fmt::format("'{}' is about pages that are served here, and none are. Add "
                                                      "'listen', or remove it.",
                                                      key));
    return nullptr;
  }

  void read_listen(WebSettings& web) {
    const std::string_view text = listen_->text;
    if (text.substr(0, kUnix.size()) == kUnix) return read_socket(text.substr(kUnix.size()), web);
    const auto host = parse_host_port(text);
    if (!host || !host->port || (host->host != "127.0.0.1" && host->host != "::1"))
      return report_.error(*listen_,
                           "the pages are served on this machine only, without encryption or passwords. Write 'listen' "
                           "as 127.0.0.1:8080, [::1]:8080 or unix:/run/termwise/web.sock, and put a reverse proxy in "
                           "front, which readers reach over HTTPS and which knows who they are.");
    web.address = host->host;
    web.port = *host->port;
  }

  void read_socket(std::string_view path, WebSettings& web) {
    if (path.empty()) return report_.error(*listen_, "no path follows unix:. Write it as unix:/run/termwise/web.sock.");
    web.socket = resolved(directory_, std::string(path));
    if (web.socket.native().size() > kLongestSocketPath)
      report_.error(*listen_, fmt::format("the path of this socket has {} bytes, and at most {} are possible. Choose a "
                                          "shorter one, as in unix:/run/termwise/web.sock.",
                                          web.socket.native().size(), kLongestSocketPath));
  }

  void read_header(const TomlValue& value, WebSettings& web) {
    if (is_token(value.text) && value.text.size() <= kLongestHeaderName)
      web.identity_header = value.text;
    else
      report_.error(value,
                    fmt::format("'identity_header' is not the name of an HTTP header: at most {} letters, digits "
                                "and signs such as '-', without a blank or colon. Write it as X-Remote-User.",
                                kLongestHeaderName));
  }

  void read_public_url(const TomlValue& value) {
    std::string_view text = value.text;
    const auto refuse = [&](std::string message) { report_.error(value, std::move(message)); };
    if (text.size() > kLongestPublicUrl)
      return refuse(fmt::format("'public_url' has {} bytes, and at most {} are allowed. Shorten it.", text.size(),
                                kLongestPublicUrl));
    const bool encrypted = text.substr(0, kHttps.size()) == kHttps;
    if (!encrypted && text.substr(0, kHttp.size()) != kHttp)
      return refuse("'public_url' must begin with https://. Write it as https://termwise.example.org.");
    while (text.back() == '/') text.remove_suffix(1);
    const std::size_t start = encrypted ? kHttps.size() : kHttp.size();
    const std::string_view rest = text.size() > start ? text.substr(start) : std::string_view();
    if (rest.find_first_of("@?#") != std::string_view::npos)
      return refuse("'public_url' must have no user, query or fragment. Write it as https://termwise.example.org.");
    const auto host = parse_host_port(rest);
    if (!host || host->port == 0)
      return refuse(
          "'public_url' must name a host and perhaps a port from 1 to 65535, without a path: the pages stand at the "
          "root of their own host name. Write it as https://termwise.example.org.");
    if (!encrypted && !is_loopback(host->host))
      return refuse("'public_url' must begin with https://: over http:// anybody on the way can read the pages.");
    settings_.public_url = text;
  }

  const std::filesystem::path& directory_;
  Report& report_;
  Settings& settings_;
  TableReader reader_;
  const TomlValue* listen_ = nullptr;
};

}  // namespace

void read_web(const TomlValue& table, const std::filesystem::path& directory, Report& report, Settings& settings) {
  WebSection(table, directory, report, settings).read();
}

}  // namespace termwise::settings
