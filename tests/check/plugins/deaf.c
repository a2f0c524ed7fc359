/* Goes on whatever the host answers. */
#define OWN_EVALUATE
#include "wrong.h"

static int32_t evaluate(const tw_input* input, const tw_emit_host* host) {
  uint64_t row;
  if (!asked_for(input)) return TW_OK;
  for (row = 0; row < school_count(input); ++row) (void)judge(input, host, school_at(input, row));
  return TW_OK;
}
