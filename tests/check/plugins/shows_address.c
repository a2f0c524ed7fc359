/* Decides by where it lies in memory. */
#define OWN_EVALUATE
#include "wrong.h"

static int32_t evaluate(const tw_input* input, const tw_emit_host* host) {
  const uintptr_t place = (uintptr_t)&kRules;
  char digits[17] = {0};
  uint64_t row;
  int i;
  if (!asked_for(input)) return TW_OK;
  for (i = 0; i < 16; ++i) digits[i] = "0123456789abcdef"[(place >> (60 - 4 * i)) % 16];
  for (row = 0; row < school_count(input); ++row)
    if (emit(input, host, school_at(input, row), "FEW", text(digits)) != TW_OK) return TW_FAILED;
  return TW_OK;
}
