// How a run that did not complete is told to the plugin's author, and what the author can do about it.
#pragma once

#include <string>

#include "check/finding.h"
#include "check/lab.h"

namespace termwise::check {

// "With a single school, the plugin x crashed: it divided by zero (SIGFPE)." Without what is said to those who cannot mend
// the plugin.
std::string told_in(const std::string& circumstances, const sandbox::Outcome& outcome);

// `about_circumstances` where the circumstances can have led to this ending; a plugin that starts processes or lets an
// exception escape gets another one, wherever it does so.
std::string remedy_for(sandbox::Ending ending, const std::string& about_circumstances);

// What helps where nothing is known of the circumstances.
std::string remedy_for(sandbox::Ending ending);

// Adds an error where the run did not complete; true where it did. `circumstances` begins the sentence: "With one school".
bool expect_completed(const Run& run, const std::string& circumstances, const std::string& hint, Notebook& notes);

}  // namespace termwise::check
