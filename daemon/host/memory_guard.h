// Makes running out of memory a plain statement instead of a guess: the first allocation that the
// address-space limit refuses, by `new` or by malloc and its kin, is reported to the daemon and ends the
// process. Without this, C code that does not look at malloc's answer would only be seen to crash.
#pragma once

namespace termwise::host {

// From here on. `socket` is where the report goes.
void report_exhausted_memory_to(int socket);

}  // namespace termwise::host
