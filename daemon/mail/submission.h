// One message handed to a mail relay (SMTP submission by libcurl), and what became of it.
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "settings/settings.h"

namespace termwise::mail {

enum class Outcome {
  delivered,  // the relay has taken it
  later,      // the relay says "later", or could not be reached: the same again may well succeed
  never,      // the relay refuses this sender, recipient or message for good
  unknown     // the connection ended after the whole message was given and before the relay's answer
};

struct Delivery {
  Outcome outcome = Outcome::later;
  std::string sentence;  // for people: what the relay said, and what to do where something is to be done
};

struct Envelope {
  std::string from;  // addresses
  std::string to;
  std::string_view bytes;  // the whole message, its lines ending in CR LF
};

// `before_data` is called once, when the relay has accepted sender and recipient and asks for the message, before its first
// byte is given; where it returns an error nothing of the message is given, and the outcome is `later` with that error's
// sentence. It may be called from within libcurl. `stop_fd`: the attempt ends as soon as it is readable, -1: never.
Delivery submit(const settings::Relay& relay, const Envelope& envelope,
                const std::function<Result<void>()>& before_data, int stop_fd);

}  // namespace termwise::mail
