// A report for people and for programs.
#pragma once

#include <string>

#include "check/finding.h"

namespace termwise::check {

// One line for each check, then each finding with its remedy, then the verdict.
std::string report_text(const Report& report);

// {file, sha256, plugin, version, verdict, checks: [{id, verdict, detail, findings: [{id, severity, sentence, remedy}]}],
// seconds}
std::string report_json(const Report& report);

}  // namespace termwise::check
