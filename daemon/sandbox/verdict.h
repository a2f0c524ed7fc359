// How a call ended, before it is put into a sentence.
#pragma once

#include <string>

#include "sandbox/plugin_host.h"

namespace termwise::sandbox {

struct Verdict {
  Ending ending = Ending::completed;
  std::string detail;  // a clause: what the plugin said, threw or did
};

}  // namespace termwise::sandbox
