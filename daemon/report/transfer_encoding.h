// Bytes as e-mail can carry them (RFC 2045, 6.7 and 6.8), in lines of at most 76 characters that end in CR LF.
#pragma once

#include <string>
#include <string_view>

namespace termwise::report {

// Text in quoted-printable: its line feeds become CR LF. A line never begins with a dot or "From ", which some relays
// change, nor ends in a blank. "=_" never occurs, so that a boundary that begins with it is none by accident.
std::string quoted_printable(std::string_view text);

// Base64 without any line end.
std::string base64(std::string_view bytes);

// Base64 in lines, the last one ended too.
std::string base64_lines(std::string_view bytes);

}  // namespace termwise::report
