#include "report/mail_message.h"

#include <array>
#include <cstdint>

#include <fmt/format.h>

#include "base/sha256.h"
#include "calendar/london.h"
#include "report/header_field.h"
#include "report/transfer_encoding.h"

namespace termwise::report {
namespace {

// RFC 5322, 3.3, in London's time: "Mon, 23 Nov 2026 17:04:00 +0000".
std::string date_text(std::chrono::sys_seconds instant) {
  using namespace std::chrono;
  constexpr std::array<std::string_view, 7> kDays = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array<std::string_view, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const seconds offset = calendar::london_offset(instant);
  const sys_seconds local = instant + offset;
  const auto midnight = floor<days>(local);
  const year_month_day date(midnight);
  const hh_mm_ss time(local - midnight);
  return fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} +{:02}00", kDays[weekday(midnight).c_encoding()],
                     static_cast<unsigned>(date.day()), kMonths[static_cast<unsigned>(date.month()) - 1],
                     static_cast<int>(date.year()), time.hours().count(), time.minutes().count(),
                     time.seconds().count(), duration_cast<hours>(offset).count());
}

// A name that every mail program shows alike; the caller's own is not a person's choice.
std::string file_name(std::string_view wanted) {
  constexpr std::size_t kLongest = 60;
  std::string name;
  for (const char c : wanted.substr(0, kLongest)) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    name += plain || c == '.' || c == '-' || c == '_' ? c : '_';
  }
  return name;
}

std::string text_part(std::string_view type, std::string_view text) {
  return fmt::format("Content-Type: {}; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n{}", type,
                     quoted_printable(text));
}

std::string image_part(const InlineImage& image) {
  return fmt::format(
      "Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n{}"
      "Content-Disposition: inline; filename=\"{}\"\r\n\r\n{}",
      structured_field("Content-ID", fmt::format("<{}>", ascii_word(image.content_id))), file_name(image.file_name),
      base64_lines(image.png));
}

std::string multipart(std::string_view type, std::string_view boundary, std::string_view first,
                      std::string_view second) {
  return fmt::format("Content-Type: multipart/{};\r\n boundary=\"{}\"\r\n\r\n--{}\r\n{}\r\n--{}\r\n{}\r\n--{}--\r\n",
                     type, boundary, boundary, first, boundary, second, boundary);
}

// No boundary occurs in a part: neither quoted-printable nor base64 knows "=_".
std::string body(const MailMessage& message) {
  Sha256Stream hash;
  hash.update(message.text);
  hash.update(message.html);
  if (message.image) hash.update(message.image->png);
  const std::string digest = hash.finish().hex().substr(0, 40);
  std::string html = text_part("text/html", message.html);
  if (message.image)
    html = multipart("related; type=\"text/html\"", "=_related-" + digest, html, image_part(*message.image));
  return multipart("alternative", "=_alternative-" + digest, text_part("text/plain", message.text), html);
}

}  // namespace

std::string mime_bytes(const MailMessage& message) {
  std::string bytes = mailbox_field("From", message.from);
  bytes += mailbox_field("To", message.to);
  bytes += text_field("Subject", message.subject);
  bytes += fmt::format("Date: {}\r\n", date_text(message.date));
  bytes += structured_field("Message-ID", fmt::format("<{}>", ascii_word(message.message_id)));
  for (const auto& [name, value] : message.headers) bytes += structured_field(ascii_word(name), value);
  bytes += "MIME-Version: 1.0\r\n";
  return bytes + body(message);
}

std::string header_text(std::string_view value) {
  std::string text;
  for (std::size_t i = 0; i < value.size();) {
    const std::string_view rest = value.substr(i);
    const auto byte = static_cast<std::uint8_t>(rest[0]);
    if (byte < ' ' || byte == 0x7F) {
      i += 1;
    } else if (byte == 0xC2 && rest.size() > 1 && static_cast<std::uint8_t>(rest[1]) <= 0x9F) {  // U+0080 to U+009F
      i += 2;
    } else if (rest.starts_with("\u2028") || rest.starts_with("\u2029")) {  // the separators of lines and paragraphs
      i += 3;
    } else {
      text += rest[0];
      i += 1;
    }
  }
  return text;
}

}  // namespace termwise::report
