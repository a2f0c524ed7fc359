/* Evaluates its rule whether it was asked for or not. */
#define OWN_EVALUATE
#include "wrong.h"

static int32_t evaluate(const tw_input* input, const tw_emit_host* host) {
  uint64_t row;
  for (row = 0; row < school_count(input); ++row)
    if (judge(input, host, school_at(input, row)) != TW_OK) return TW_FAILED;
  return TW_OK;
}
