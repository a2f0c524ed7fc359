/* Asks once for more than there is, and does not look at the answer. */
#include <stdlib.h>

#include "sin.h"

static int32_t evaluate(const tw_input* input, const tw_emit_host* host) {
  volatile char* block = malloc((size_t)1 << 40);
  (void)input, (void)host;
  block[0] = 1;
  return TW_OK;
}
