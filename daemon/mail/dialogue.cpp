#include "mail/dialogue.h"

#include <algorithm>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "base/text.h"

namespace termwise::mail {
namespace {

constexpr std::size_t kMostReplyBytes = 4096;  // kept of one answer
constexpr std::size_t kMostWords = 300;        // shown of one answer
constexpr std::size_t kShortestToken = 4;      // of base64; shorter ones ("*", "=") hold no secret

// The code of a reply's last line ("250 OK" or "250"; "250-" goes on).
std::optional<int> final_code(std::string_view line) {
  const auto digit = [&](std::size_t at) { return line[at] >= '0' && line[at] <= '9'; };
  if (line.size() < 3 || !digit(0) || !digit(1) || !digit(2)) return std::nullopt;
  if (line.size() > 3 && line[3] == '-') return std::nullopt;
  return (line[0] - '0') * 100 + (line[1] - '0') * 10 + (line[2] - '0');
}

// "AUTH PLAIN AGEAYg==": what follows the mechanism's name.
std::string_view after_mechanism(std::string_view line) {
  line.remove_prefix(std::string_view("AUTH ").size());
  const std::size_t space = line.find(' ');
  return space == std::string_view::npos ? std::string_view() : line.substr(space + 1);
}

}  // namespace

Dialogue::Dialogue(std::string password) {
  if (!password.empty()) secrets_.push_back(std::move(password));
}

void Dialogue::sent(std::string_view line) {
  line = trim(line);
  if (line == "QUIT") closing_ = true;
  if (closing_) return;  // the answer that counts is the one before it
  // What is sent to log in is base64, which has neither spaces nor colons, and comes before the sender.
  if (line.starts_with("EHLO ") || line.starts_with("HELO ")) {
    phase_ = Phase::hello;
  } else if (line == "STARTTLS" && phase_ == Phase::hello) {
    phase_ = Phase::encryption;
  } else if (line.starts_with("MAIL FROM:")) {
    phase_ = Phase::sender;
  } else if (line.starts_with("RCPT TO:")) {
    phase_ = Phase::recipient;
  } else if (line == "DATA" && phase_ == Phase::recipient) {
    phase_ = Phase::data;
  } else if (line.starts_with("AUTH ") || phase_ == Phase::login) {
    phase_ = Phase::login;
    tried_login_ = true;
    const std::string_view token = line.starts_with("AUTH ") ? after_mechanism(line) : line;
    if (token.size() >= kShortestToken) secrets_.emplace_back(token);
  }
  reply_.clear();
  code_ = 0;
}

void Dialogue::received(std::string_view line) {
  if (closing_) return;
  line = trim(line);
  code_ = final_code(line).value_or(0);
  if (!reply_.empty()) reply_ += ' ';
  reply_.append(line.substr(0, kMostReplyBytes - std::min(reply_.size(), kMostReplyBytes)));
}

void Dialogue::message_given() {
  phase_ = Phase::answer;
  reply_.clear();
  code_ = 0;
}

std::string Dialogue::words() const {
  const bool repeats = std::any_of(secrets_.begin(), secrets_.end(),
                                   [&](const std::string& secret) { return reply_.find(secret) != std::string::npos; });
  if (repeats) return fmt::format("'{}' (the rest repeats the password and is left out)", code_);
  std::string plain = reply_;
  // Answers are ASCII (RFC 5321, 4.2); anything else could redraw the reader's screen.
  std::replace_if(
      plain.begin(), plain.end(), [](char c) { return c < 0x20 || c > 0x7E; }, '?');
  return quote(plain, kMostWords);
}

}  // namespace termwise::mail
