// The jobs of Termwise, in the one place that names them. Plugins declare them by these names, operators type
// them, and the database keeps them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace termwise::wire {

// By which people are told what the others found.
inline constexpr std::string_view kDigestJob = "digest";

// Whose rules may give reminders.
inline constexpr std::string_view kRemindersJob = "qa-reminders";

// Those whose work is a plugin's rules: every rule belongs to exactly one.
const std::vector<std::string>& plugin_jobs();

// Whether it is a job that needs no rules, so that none may belong to it.
bool does_itself(std::string_view job);

}  // namespace termwise::wire
