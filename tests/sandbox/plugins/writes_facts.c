/* Tries to change the facts that it was given. */
#include "sin.h"

static int32_t evaluate(const tw_input* input, const tw_emit_host* host) {
  uint64_t count;
  (void)host;
  *(volatile int64_t*)(uintptr_t)urns(input, &count) = 1;
  return TW_OK;
}
