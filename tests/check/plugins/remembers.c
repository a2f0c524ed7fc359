/* Forgets to begin anew: what it says of a school is said of the next one too where that has no figure. */
#define OWN_EVALUATE
#include "wrong.h"

static int32_t evaluate(const tw_input* input, const tw_emit_host* host) {
  const char* answer = "nobody knows";
  uint64_t row;
  if (!asked_for(input)) return TW_OK;
  for (row = 0; row < school_count(input); ++row) {
    const School school = school_at(input, row);
    if (school.reason == TW_PRESENT) answer = school.leavers < 15 ? "few left" : "enough left";
    if (emit(input, host, school, "FEW", text(answer)) != TW_OK) return TW_FAILED;
  }
  return TW_OK;
}
