/* Ends itself by a signal that looks as if somebody else had sent it. */
#include <signal.h>
#include <unistd.h>

#include "sin.h"

static int32_t evaluate(const tw_input* input, const tw_emit_host* host) {
  (void)input, (void)host;
  return kill(getpid(), SIGKILL) == 0 ? TW_OK : TW_FAILED;
}
