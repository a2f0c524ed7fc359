// Makes a system call that the filter refuses a plain statement: the daemon is told the call's number, and the process
// ends. A plugin that holds signals back is ended by the kernel instead, with the same signal and without the number.
#pragma once

namespace termwise::host {

// From here on. `socket` is where the report goes.
void report_forbidden_calls_to(int socket);

}  // namespace termwise::host
