// Landlock: a process takes the file system, and where the kernel can, the network, away from itself for good.
#pragma once

#include "base/result.h"

namespace termwise::host {

// From here on this process can read files below the system's library folders, for the dynamic loader, and can open,
// make, change or list nothing else; it can neither bind nor connect a TCP socket (from ABI 4 on), nor reach or signal
// another process (from 6 on). False where this kernel has no Landlock. Error (exit 70): it has, and refuses.
// The process must have given up new privileges before.
Result<bool> leave_only_libraries();

}  // namespace termwise::host
