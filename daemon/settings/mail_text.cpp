#include "settings/mail_text.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.h"
#include "settings/hosts.h"
#include "settings/table_reader.h"

namespace termwise::settings {
namespace {

constexpr std::string_view kHowToWrite = "Write the bare address, as in sam.taylor@example.org.";

// U+0000 to U+001F and U+007F to U+009F.
bool holds_control(std::string_view utf8) {
  for (std::size_t i = 0; i < utf8.size(); ++i) {
    const auto byte = static_cast<unsigned char>(utf8[i]);
    if (byte < 0x20 || byte == 0x7F) return true;
    if (byte == 0xC2 && i + 1 < utf8.size() && static_cast<unsigned char>(utf8[i + 1]) < 0xA0) return true;
  }
  return false;
}

bool may_stand_in_atom(char c) {
  constexpr std::string_view kSigns = "!#$%&'*+-/=?^_`{|}~";
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         kSigns.find(c) != std::string_view::npos;
}

// The character at this place with all its bytes, so that a message shows it whole.
std::string_view character_at(std::string_view utf8, std::size_t place) {
  std::size_t end = place + 1;
  while (end < utf8.size() && (static_cast<unsigned char>(utf8[end]) & 0xC0U) == 0x80U) ++end;
  return utf8.substr(place, end - place);
}

std::string in_words(std::string_view character) {
  return character == " " ? "a blank" : fmt::format("the character {}", quote(character));
}

}  // namespace

bool check_line(const TomlValue& value, std::string_view what, std::size_t most_bytes, Report& report) {
  if (!check_text(value, what, report)) return false;
  if (value.text.size() > most_bytes) {
    report.error(value, fmt::format("{} has {} bytes, and at most {} are allowed. Shorten it.", quote(what),
                                    value.text.size(), most_bytes));
    return false;
  }
  if (!holds_control(value.text)) return true;
  report.error(value, fmt::format("{} holds a line break or another control character. Write it on one line, of "
                                  "letters, digits, signs and blanks.",
                                  quote(what)));
  return false;
}

bool check_address(const TomlValue& value, std::string_view what, Report& report) {
  if (!check_text(value, what, report)) return false;
  const std::string_view address = value.text;
  const auto refuse = [&](std::size_t position, const std::string& fault) {
    report.error(report.at(value, position),
                 fmt::format("{} is no mail address: {}. {}", quote(address), fault, kHowToWrite));
    return false;
  };
  if (address.size() > kLongestAddress)
    return refuse(0, fmt::format("it has {} bytes, and at most {} are allowed", address.size(), kLongestAddress));
  const std::size_t at = address.find('@');
  const std::string_view local = address.substr(0, at);
  const auto wrong =
      std::find_if_not(local.begin(), local.end(), [](char c) { return c == '.' || may_stand_in_atom(c); });
  const auto place = static_cast<std::size_t>(wrong - local.begin());
  if (place < local.size()) return refuse(place, in_words(character_at(address, place)) + " may not stand in one");
  if (at == std::string_view::npos) return refuse(0, "it has no '@'");
  if (local.empty()) return refuse(0, "nothing stands before its '@'");
  if (local.size() > kLongestLocalPart)
    return refuse(
        0, fmt::format("before its '@' it has {} bytes, and at most {} are allowed", local.size(), kLongestLocalPart));
  if (local.front() == '.' || local.back() == '.' || local.find("..") != std::string_view::npos)
    return refuse(0, "before its '@' a full stop stands first, last or beside another");
  if (!is_dns_name(address.substr(at + 1)))
    return refuse(at, "after its '@' there must be the name of a domain, as in example.org");
  return true;
}

std::string_view domain_of(std::string_view address) { return address.substr(address.find('@') + 1); }

}  // namespace termwise::settings
