// What the host process gives up before a plugin's first instruction runs (a library's constructors run as it
// is loaded). The limits that need no cooperation (rlimits, descriptors, environment, process group) are set
// by the parent, before this program starts.
#pragma once

#include "base/result.h"

namespace termwise::host {

// No new privileges through set-user-ID programs, and no core dump of, or attaching to, a process that holds
// an LA's figures. Landlock and the first stage of seccomp belong here, the second stage after loading.
Result<void> confine_before_loading();

// Whether `fd` is an anonymous file that nobody can change any more. Error (exit 70) if it is not.
Result<void> require_sealed(int fd);

}  // namespace termwise::host
