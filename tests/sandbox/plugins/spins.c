/* Never returns, and never asks whether it should. */
#include "sin.h"

static int32_t evaluate(const tw_input* input, const tw_emit_host* host) {
  (void)input, (void)host;
  while (always) {
  }
  return TW_OK;
}
