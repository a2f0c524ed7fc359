/* Asks for the rights of root. */
#include <unistd.h>

#include "sin.h"

static int32_t evaluate(const tw_input* input, const tw_emit_host* host) {
  (void)input, (void)host;
  return setuid(0) == 0 ? TW_OK : TW_FAILED;
}
