/* Asks malloc for memory without end, writes to it, and does not look at the answer. */
#include <stdlib.h>

#include "sin.h"

static int32_t evaluate(const tw_input* input, const tw_emit_host* host) {
  (void)input, (void)host;
  while (always) {
    volatile char* block = malloc(1 << 20);
    size_t i;
    for (i = 0; i < 1 << 20; i += 4096) block[i] = 1;
  }
  return TW_OK;
}
