// One header field of an e-mail as it is sent: "Name: value", folded, ASCII, ended by CR LF. Whatever the value holds,
// the result is one field: control characters are gone and what is not ASCII is in encoded words (RFC 2047) of at most
// 75 characters that never cut a character in two, in the shorter of their two encodings.
#pragma once

#include <string>
#include <string_view>

#include "report/mail_message.h"

namespace termwise::report {

// Text for people: Subject.
std::string text_field(std::string_view name, std::string_view value);

// From, To.
std::string mailbox_field(std::string_view name, const Mailbox& mailbox);

// Text for programs, perhaps behind words for people: "Kent digest <digest.example.org>", "<https://example.org/stop>".
// From the first "<" on nothing is put into encoded words; what is not ASCII there is written as %XX. Folded at blanks.
std::string structured_field(std::string_view name, std::string_view value);

// What is left of the value as one word of ASCII without blanks, angle brackets and quotes: for an address or an id.
std::string ascii_word(std::string_view value);

}  // namespace termwise::report
