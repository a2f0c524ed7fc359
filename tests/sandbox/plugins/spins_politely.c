/* Takes too long, but stops when it is told to, as if all were well. */
#include "sin.h"

static int32_t evaluate(const tw_input* input, const tw_emit_host* host) {
  (void)input;
  while (!host->cancelled(host->context)) {
  }
  return TW_OK;
}
