/* Sends the daemon batches without findings, millions of them. */
#include <unistd.h>

#include "sin.h"

static int32_t evaluate(const tw_input* input, const tw_emit_host* host) {
  (void)input, (void)host;
  static unsigned char frames[1 << 16];
  int i;
  for (i = 0; i < (int)sizeof frames; i += 8) frames[i + 4] = 4;
  for (i = 0; i < 1000; ++i)
    if (write(3, frames, sizeof frames) < 0) return TW_FAILED;
  return TW_OK;
}
