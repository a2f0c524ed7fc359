/* Says each school's place among the others, as a rule may. */
#define OWN_EVALUATE
#include "wrong.h"

static int32_t evaluate(const tw_input* input, const tw_emit_host* host) {
  uint64_t row;
  if (!asked_for(input)) return TW_OK;
  for (row = 0; row < school_count(input); ++row) {
    const char place[2] = {(char)('0' + (row + 1) % 10), 0};
    if (emit(input, host, school_at(input, row), "FEW", text(place)) != TW_OK) return TW_FAILED;
  }
  return TW_OK;
}
