/* Never returns and ignores TERM. */
#include <signal.h>

#include "sin.h"

static int32_t evaluate(const tw_input* input, const tw_emit_host* host) {
  (void)input, (void)host;
  signal(SIGTERM, SIG_IGN);
  while (always) {
  }
  return TW_OK;
}
