/* Cannot do with the largest value that its parameter may have. */
#define OWN_EVALUATE
#include "wrong.h"

static int32_t evaluate(const tw_input* input, const tw_emit_host* host) {
  uint64_t row;
  if (!asked_for(input)) return TW_OK;
  if (whole_number(setting(input, "limit", "15")) == 500) __builtin_trap();
  for (row = 0; row < school_count(input); ++row)
    if (judge(input, host, school_at(input, row)) != TW_OK) return TW_FAILED;
  return TW_OK;
}
