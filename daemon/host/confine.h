// What the host process gives up, in two steps: before a plugin's first instruction runs (a library's constructors run
// as it is loaded), and before its first function is called. The limits that need no cooperation (rlimits, descriptors,
// environment, process group) are set by the parent, before this program starts.
#pragma once

#include "base/result.h"
#include "wire/frames.h"

namespace termwise::host {

// No new privileges through set-user-ID programs, no core dump of, or attaching to, a process that holds an LA's
// figures, no file but the system's libraries, no system call but those that loading and computing need. Answers what
// this kernel lacks. A call that is refused is reported to `socket`.
Result<wire::Unconfined> confine_before_loading(int socket);

// No opening of files and no new executable memory from here on. `lacking` is what the first step answered.
Result<void> confine_after_loading(const wire::Unconfined& lacking);

// Whether `fd` is an anonymous file that nobody can change any more. Error (exit 70) if it is not.
Result<void> require_sealed(int fd);

}  // namespace termwise::host
