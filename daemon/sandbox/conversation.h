// The exchange with one plugin host: sends the request, reads frames until the last word, a broken limit, the
// deadline or the process's end, and then ends the process.
//
//   deadline           the host tells the plugin to stop (tw_emit_host.cancelled), by its own clock
//   deadline + grace   TERM to the process group
//   deadline + 2 grace KILL to the process group
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>

#include "sandbox/child.h"
#include "sandbox/verdict.h"
#include "wire/frames.h"

namespace termwise::sandbox {

struct Transcript {
  std::optional<Verdict> verdict;  // none: the process ended without a last word
  ChildEnd end;
  std::string standard_error;
};

// A verdict ends the conversation.
using OnFrame = std::function<std::optional<Verdict>(const wire::Frame&)>;

Transcript converse(Child child, std::string request, const Limits& limits,
                    std::chrono::steady_clock::time_point deadline, const OnFrame& on_frame);

}  // namespace termwise::sandbox
