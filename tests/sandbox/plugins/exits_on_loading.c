/* Ends its process before anybody has called it. */
#include <stdlib.h>

#include "sin.h"

__attribute__((constructor)) static void leave(void) { exit(0); }

static int32_t evaluate(const tw_input* input, const tw_emit_host* host) {
  (void)input, (void)host;
  return TW_OK;
}
