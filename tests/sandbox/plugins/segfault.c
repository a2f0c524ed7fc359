/* Writes to memory that is not its own. */
#include "sin.h"

static int32_t evaluate(const tw_input* input, const tw_emit_host* host) {
  volatile char* nowhere = (volatile char*)(uintptr_t)(always * 16);
  (void)input, (void)host;
  *nowhere = 1;
  return TW_OK;
}
