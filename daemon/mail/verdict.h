// What became of an attempt, and what to tell people: from what was said, and from how libcurl's transfer ended.
#pragma once

#include <optional>
#include <string>

#include <curl/curl.h>

#include "mail/dialogue.h"
#include "mail/submission.h"

namespace termwise::mail {

struct Ending {
  CURLcode code = CURLE_OK;
  std::string detail;                   // libcurl's own words, may be empty
  std::optional<Error> held_back = {};  // by the caller, before the first byte
  bool stopped = false;                 // at the caller's wish
};

Delivery verdict(const settings::Relay& relay, const Dialogue& dialogue, const Ending& ending);

// "mail.example.org:587".
std::string place(const settings::Relay& relay);

}  // namespace termwise::mail
