// One call of a plugin's evaluate(): shows it the facts, takes its findings, and says how it went.
#pragma once

#include <cstdint>
#include <span>

#include <termwise/abi.h>

#include "host/channel.h"
#include "wire/messages.h"

namespace termwise::host {

// `deadline` is in nanoseconds of the monotonic clock. What the plugin throws passes through.
[[noreturn]] void run_evaluation(Channel& channel, const tw_rules& rules, const wire::Input& input,
                                 std::span<const tw_table> tables, std::int64_t deadline);

}  // namespace termwise::host
