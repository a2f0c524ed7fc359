// Evaluations in which the host behaves as it rarely does: it takes no more findings, or asks for what does not exist.
// `termwise plugin check` orders them; a daemon never does.
#pragma once

#include <cstddef>
#include <span>
#include <string>

#include "host/channel.h"
#include "host/library.h"

namespace termwise::host {

// `payload` is a wire::DrillRequest. What the plugin throws passes through.
[[noreturn]] void run_drill(Channel& channel, const Entry& entry, std::span<const std::byte> image,
                            const std::string& payload);

}  // namespace termwise::host
