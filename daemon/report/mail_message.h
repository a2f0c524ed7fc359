// One e-mail as the bytes that are sent (RFC 5322, 2045 to 2047): text and HTML that say the same, and perhaps a
// picture that the HTML shows. The same message gives the same bytes, always and everywhere; nothing here knows the
// time or a random number.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace termwise::report {

struct Mailbox {
  std::string name;     // any UTF-8; may be empty
  std::string address;  // ASCII, checked when the configuration was read
};

// Shown by <img src="cid:CONTENT_ID">.
struct InlineImage {
  std::string content_id;  // "chart@example.org", without angle brackets
  std::string file_name;   // "chart.png"
  std::string png;         // its bytes
};

struct MailMessage {
  Mailbox from;
  Mailbox to;
  std::string subject;
  std::string message_id;  // without angle brackets
  std::chrono::sys_seconds date;
  // Further ones in this order, values in UTF-8 and not yet folded: List-Id, Auto-Submitted.
  std::vector<std::pair<std::string, std::string>> headers;
  std::string text;
  std::string html;
  std::optional<InlineImage> image;
};

// Lines end in CR LF and have at most 998 bytes; CR and LF in header values are removed; text is UTF-8 in
// quoted-printable. The parts: multipart/alternative of text/plain, then text/html, which with an image is a
// multipart/related of both. What `headers` say from a "<" on stays as it is, so that programs find their addresses
// there; elsewhere what is not ASCII becomes encoded words.
std::string mime_bytes(const MailMessage& message);

// A header's value on one line: without CR, LF, NUL and other control characters, nor Unicode's line separators.
std::string header_text(std::string_view value);

}  // namespace termwise::report
