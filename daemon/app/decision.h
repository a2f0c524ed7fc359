// What a person decides at the command line: when, by whom, and why.
#pragma once

#include <chrono>
#include <functional>
#include <string>

#include "base/result.h"
#include "settings/settings.h"
#include "store/database.h"

namespace termwise::app {

std::chrono::year_month_day today();  // in London

// Writes it down with its author: `by`, or who sits at the keyboard. Error (exit 64): no reason is given; else as
// `write` has it, or the database is away (69).
Result<void> record_decision(const settings::Settings& settings, const std::string& reason, const std::string& by,
                             const std::function<Result<void>(store::Database&, const std::string& author)>& write);

}  // namespace termwise::app
