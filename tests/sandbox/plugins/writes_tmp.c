/* Leaves a file behind. */
#include <fcntl.h>

#include "sin.h"

static int32_t evaluate(const tw_input* input, const tw_emit_host* host) {
  (void)input, (void)host;
  return open("/tmp/termwise-loot", O_WRONLY | O_CREAT, 0600) >= 0 ? TW_OK : TW_FAILED;
}
