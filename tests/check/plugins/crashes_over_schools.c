/* Gets through a Local Authority without schools, and through no other. */
#define OWN_EVALUATE
#include "wrong.h"

static int32_t evaluate(const tw_input* input, const tw_emit_host* host) {
  (void)host;
  if (school_count(input) > 0) __builtin_trap();
  return TW_OK;
}
