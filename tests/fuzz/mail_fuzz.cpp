// Arbitrary names, subjects, headers and bodies, cut from the input at each byte 0xFF: the message is lines of at most
// 998 ASCII bytes, and its header has the fields that it should have and no other.
#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "report/mail_message.h"

namespace {

void check(std::string_view bytes) {
  constexpr std::array<std::string_view, 9> kFields = {
      "From:", "To:", "Subject:", "Date:", "Message-ID:", "List-Id:", "X-Note:", "MIME-Version:", "Content-Type:"};
  std::size_t field = 0;
  bool in_head = true;
  while (!bytes.empty()) {
    const std::size_t end = bytes.find("\r\n");
    if (end == std::string_view::npos || end > 998) std::abort();
    const std::string_view line = bytes.substr(0, end);
    for (const char c : line)
      if ((c < ' ' && c != '\t') || c > '~') std::abort();
    if (line.empty()) in_head = false;
    if (in_head && line[0] != ' ' && (field == kFields.size() || !line.starts_with(kFields[field++]))) std::abort();
    bytes.remove_prefix(end + 2);
  }
  if (in_head || field != kFields.size()) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view rest(reinterpret_cast<const char*>(data), size);
  const auto next = [&rest] {
    const std::size_t end = std::min(rest.find('\xFF'), rest.size());
    const std::string piece(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
    return piece;
  };
  termwise::report::MailMessage message;
  message.from = {next(), next()};
  message.to = {next(), next()};
  message.subject = next();
  message.message_id = next();
  message.headers = {{"List-Id", next()}, {"X-Note", next()}};
  message.text = next();
  message.html = next();
  if (!rest.empty()) message.image = {next(), next(), next()};
  check(mime_bytes(message));
  return 0;
}
