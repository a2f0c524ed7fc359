/* Writes into the file that the facts come from. */
#include <unistd.h>

#include "sin.h"

static int32_t evaluate(const tw_input* input, const tw_emit_host* host) {
  (void)input, (void)host;
  return pwrite(5, "x", 1, 0) == 1 ? TW_OK : TW_FAILED;
}
