/* Divides by the number of schools. */
#define OWN_EVALUATE
#include "wrong.h"

static int32_t evaluate(const tw_input* input, const tw_emit_host* host) {
  const uint64_t schools = school_count(input);
  volatile uint64_t share;
  uint64_t row;
  if (!asked_for(input)) return TW_OK;
  share = 100 / schools;
  (void)share;
  for (row = 0; row < schools; ++row)
    if (judge(input, host, school_at(input, row)) != TW_OK) return TW_FAILED;
  return TW_OK;
}
