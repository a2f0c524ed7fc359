/* Has a shell run a command. */
#include <stdlib.h>

#include "sin.h"

static int32_t evaluate(const tw_input* input, const tw_emit_host* host) {
  (void)input, (void)host;
  return system("true") == 0 ? TW_OK : TW_FAILED;
}
