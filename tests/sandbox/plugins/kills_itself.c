/* Ends as a process does that the system kills. */
#include <signal.h>

#include "sin.h"

static int32_t evaluate(const tw_input* input, const tw_emit_host* host) {
  (void)input, (void)host;
  raise(SIGKILL);
  return TW_OK;
}
