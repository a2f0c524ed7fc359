/* Leaves a file behind before anybody has called it. */
#include <fcntl.h>

#include "sin.h"

__attribute__((constructor)) static void leave(void) { open("/tmp/termwise-loot", O_WRONLY | O_CREAT, 0600); }

static int32_t evaluate(const tw_input* input, const tw_emit_host* host) {
  (void)input, (void)host;
  return TW_OK;
}
