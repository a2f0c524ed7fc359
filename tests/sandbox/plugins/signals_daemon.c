/* Sends the daemon a signal (the one that does nothing). */
#include <signal.h>
#include <unistd.h>

#include "sin.h"

static int32_t evaluate(const tw_input* input, const tw_emit_host* host) {
  (void)input, (void)host;
  return kill(getppid(), 0) == 0 ? TW_OK : TW_FAILED;
}
