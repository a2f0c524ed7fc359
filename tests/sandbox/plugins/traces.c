/* Asks to be traced. */
#include <sys/ptrace.h>

#include "sin.h"

static int32_t evaluate(const tw_input* input, const tw_emit_host* host) {
  (void)input, (void)host;
  return ptrace(PTRACE_TRACEME, 0, NULL, NULL) == 0 ? TW_OK : TW_FAILED;
}
