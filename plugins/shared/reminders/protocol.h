// How an LA calls the people and papers that reminders are about. The rules are the same for each of them.
#pragma once

#include <string_view>

#include <termwise/plugin.hpp>

namespace termwise::reminders {

// Texts are constants, and a protocol outlives every rule that is made with it.
struct Protocol {
  std::string_view adviser;  // follows "the": "SIP"
  std::string_view record;   // follows "the": "record of visit"
  Role sip;                  // who visits a school for the LA
  Role sip_manager;          // who is responsible for all of them
  // Whether advisers may be trained by the LA in the analysis of data instead of having been accredited as a SIP.
  bool trains_its_own = false;
};

}  // namespace termwise::reminders
