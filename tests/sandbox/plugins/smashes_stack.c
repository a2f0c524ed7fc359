/* Writes past the end of an array on the stack. */
#include "sin.h"

static int32_t evaluate(const tw_input* input, const tw_emit_host* host) {
  (void)input, (void)host;
  char small[8];
  volatile size_t i;
  for (i = 0; i < 64; ++i) ((volatile char*)small)[i] = 'x';
  return TW_OK;
}
