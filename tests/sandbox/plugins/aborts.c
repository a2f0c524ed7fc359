/* Gives up as a failed assertion does. */
#include <stdlib.h>

#include "sin.h"

static int32_t evaluate(const tw_input* input, const tw_emit_host* host) {
  (void)input, (void)host;
  abort();
}
