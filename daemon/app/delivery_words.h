// How the commands that send say what became of it.
#pragma once

#include "jobs/run_now.h"

namespace termwise::app {

// The exit code: 0, or 75 where something waits, 69 where it was refused or may not have arrived.
int exit_of(const jobs::SentDigests& sent);

// Prints what was written and delivered; returns the exit code.
int print_sent(const jobs::SentDigests& sent, bool json);
int print_delivered(const jobs::Delivered& delivered, bool json);

}  // namespace termwise::app
