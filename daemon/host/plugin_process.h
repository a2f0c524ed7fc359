// The whole life of a termwise-plugin-host: one request, one plugin, one answer.
#pragma once

namespace termwise::host {

// `arguments` as main() has them, the deadline in nanoseconds of the monotonic clock first. Returns an exit
// code only where the program was not started by Termwise; otherwise the daemon ends the process.
int serve(int argument_count, char** arguments);

}  // namespace termwise::host
