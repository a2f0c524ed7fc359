// How hosts are written, alone or in front of a port. Syntax only: no name is looked up.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace termwise::settings {

inline constexpr std::size_t kLongestHost = 253;  // bytes of a DNS name (RFC 1035, without the root's full stop)

// A DNS name: labels of 1 to 63 letters, digits and inner hyphens, joined by full stops; the last is no number, as
// that of an IPv4 address is.
bool is_dns_name(std::string_view text);

struct HostPort {
  std::string host;  // an IPv6 address without its brackets
  std::optional<std::uint16_t> port;
};

// "relay.example.org", "127.0.0.1:8080", "[::1]:587": a DNS name, an IPv4 address or an IPv6 address in brackets,
// perhaps with a port from 0 to 65535. Empty for anything else.
std::optional<HostPort> parse_host_port(std::string_view text);

// Whether it is this machine itself, written as 127.0.0.1, ::1 or localhost.
bool is_loopback(std::string_view host);

}  // namespace termwise::settings
