#include "settings/hosts.h"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>
#include <limits>

#include "base/text.h"

namespace termwise::settings {
namespace {

constexpr std::size_t kLongestLabel = 63;
constexpr std::size_t kLongestPort = 5;  // digits

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

bool is_label(std::string_view label) {
  return !label.empty() && label.size() <= kLongestLabel && label.front() != '-' && label.back() != '-' &&
         std::all_of(label.begin(), label.end(), [](char c) { return is_letter(c) || is_digit(c) || c == '-'; });
}

bool is_ip_address(int family, std::string_view text) {
  in6_addr ignored;
  return ::inet_pton(family, std::string(text).c_str(), &ignored) == 1;
}

std::optional<std::uint16_t> parse_port(std::string_view text) {
  std::uint32_t port = 0;
  const char* const end = text.data() + text.size();
  if (text.empty() || text.size() > kLongestPort || !std::all_of(text.begin(), text.end(), is_digit))
    return std::nullopt;
  std::from_chars(text.data(), end, port);
  if (port > std::numeric_limits<std::uint16_t>::max()) return std::nullopt;
  return static_cast<std::uint16_t>(port);
}

}  // namespace

bool is_dns_name(std::string_view text) {
  if (text.size() > kLongestHost) return false;
  while (true) {
    const std::string_view label = text.substr(0, text.find('.'));
    if (!is_label(label)) return false;
    if (label.size() == text.size()) return !std::all_of(label.begin(), label.end(), is_digit);
    text.remove_prefix(label.size() + 1);
  }
}

std::optional<HostPort> parse_host_port(std::string_view text) {
  const bool bracketed = !text.empty() && text.front() == '[';
  const std::size_t end = bracketed ? text.find(']') : text.find(':');
  if (bracketed && end == std::string_view::npos) return std::nullopt;
  const std::string_view host = bracketed ? text.substr(1, end - 1) : text.substr(0, end);
  std::string_view rest = end == std::string_view::npos ? std::string_view() : text.substr(end);
  if (bracketed) rest.remove_prefix(1);
  // An embedded NUL would end the address early in inet_pton.
  if (host.find('\0') != std::string_view::npos) return std::nullopt;
  if (bracketed ? !is_ip_address(AF_INET6, host) : !is_dns_name(host) && !is_ip_address(AF_INET, host))
    return std::nullopt;
  if (rest.empty()) return HostPort{std::string(host), std::nullopt};
  const auto port = rest.front() == ':' ? parse_port(rest.substr(1)) : std::nullopt;
  if (!port) return std::nullopt;
  return HostPort{std::string(host), port};
}

bool is_loopback(std::string_view host) {
  return host == "127.0.0.1" || host == "::1" || to_upper_ascii(host) == "LOCALHOST";
}

}  // namespace termwise::settings
