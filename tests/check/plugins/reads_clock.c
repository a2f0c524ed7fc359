/* Says which second it is, which is the same in runs that follow each other at once. */
#define _POSIX_C_SOURCE 200809L
#define OWN_EVALUATE
#include <time.h>

#include "wrong.h"

static int32_t evaluate(const tw_input* input, const tw_emit_host* host) {
  struct timespec now = {0, 0};
  char digit[2] = {0};
  uint64_t row;
  if (!asked_for(input)) return TW_OK;
  clock_gettime(CLOCK_REALTIME, &now);
  digit[0] = (char)('0' + now.tv_sec % 10);
  for (row = 0; row < school_count(input); ++row)
    if (emit(input, host, school_at(input, row), "FEW", text(digit)) != TW_OK) return TW_FAILED;
  return TW_OK;
}
