// What has been said between Termwise and a relay in one attempt: how far it got, and the relay's last answer. It
// learns from the lines that libcurl reports, since libcurl's own error is the same for "later" and for "never".
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace termwise::mail {

// What was asked last, in the order of RFC 5321.
enum class Phase {
  connecting,  // nothing yet: the greeting is awaited
  hello,
  encryption,
  login,
  sender,
  recipient,
  data,   // the relay was asked whether it will take the message, and perhaps got a part of it
  answer  // the whole message was given
};

class Dialogue {
 public:
  // Never part of words(): neither this nor what is sent to log in.
  explicit Dialogue(std::string password);

  void sent(std::string_view line);
  void received(std::string_view line);
  void message_given();

  Phase phase() const { return phase_; }
  bool given() const { return phase_ == Phase::answer; }  // the whole message
  bool tried_login() const { return tried_login_; }
  bool closing() const { return closing_; }  // nothing that follows matters
  int code() const { return code_; }         // of the last answer, once it is complete; else 0
  std::string words() const;                 // of the last answer, as they may stand in a sentence

 private:
  Phase phase_ = Phase::connecting;
  bool tried_login_ = false;
  bool closing_ = false;
  int code_ = 0;
  std::string reply_;
  std::vector<std::string> secrets_;
};

}  // namespace termwise::mail
