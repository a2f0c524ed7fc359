/* Leaves by exit(0) half-way. */
#include <stdlib.h>

#include "sin.h"

static int32_t evaluate(const tw_input* input, const tw_emit_host* host) {
  (void)input, (void)host;
  exit(0);
}
