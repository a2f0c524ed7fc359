// Texts that end up in the headers or the envelope of a message, checked when the configuration is read.
#pragma once

#include <cstddef>
#include <string_view>

#include "settings/report.h"
#include "settings/toml_tree.h"

namespace termwise::settings {

inline constexpr std::size_t kLongestAddress = 254;   // bytes of a mail address (RFC 5321, 4.5.3.1.3 less its brackets)
inline constexpr std::size_t kLongestLocalPart = 64;  // bytes before its '@' (RFC 5321, 4.5.3.1.1)

// A text of one line: not empty, at most so many bytes, without control characters.
bool check_line(const TomlValue& value, std::string_view what, std::size_t most_bytes, Report& report);

// A bare mail address in ASCII, NAME@DOMAIN: a dot-atom and a DNS name (RFC 5322, 3.4.1).
bool check_address(const TomlValue& value, std::string_view what, Report& report);

// Of an address: what follows its '@'.
std::string_view domain_of(std::string_view address);

}  // namespace termwise::settings
