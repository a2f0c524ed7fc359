// seccomp: which system calls this process may still make. Two allow-lists, one after the other, since loading a
// library needs more than running it. What is on neither is a SIGSYS (forbidden_call.h).
//
// The first list is the wall: a library's constructors run behind it, and hostile ones could keep the second from being
// set up. It has no way to start a process or a thread, to open a connection or a file for writing, or to reach another
// process. The second takes away what loading needed: opening files, and new executable memory.
#pragma once

#include "base/result.h"

namespace termwise::host {

enum class Stage { loading, running };

// From here on. False where this kernel has no seccomp filters. Error (exit 70): it has, and refuses.
Result<bool> allow_only_calls_for(Stage stage);

}  // namespace termwise::host
