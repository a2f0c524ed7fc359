/* Wants to hear itself of calls that are forbidden. */
#include <signal.h>

#include "sin.h"

static int32_t evaluate(const tw_input* input, const tw_emit_host* host) {
  (void)input, (void)host;
  return signal(SIGSYS, SIG_IGN) != SIG_ERR ? TW_OK : TW_FAILED;
}
