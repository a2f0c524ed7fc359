/* Loops for as long as it is let. */
#define OWN_EVALUATE
#include "wrong.h"

static int32_t evaluate(const tw_input* input, const tw_emit_host* host) {
  (void)input;
  (void)host;
  while (!never) continue;
  return TW_OK;
}
