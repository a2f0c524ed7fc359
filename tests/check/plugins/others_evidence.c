/* Gives one school's figure as evidence for all. */
#define OWN_EVALUATE
#include "wrong.h"

static int32_t evaluate(const tw_input* input, const tw_emit_host* host) {
  uint64_t row;
  if (!asked_for(input)) return TW_OK;
  for (row = 0; row < school_count(input); ++row) {
    School school = school_at(input, row);
    school.evidence = school_at(input, 0).evidence;
    if (judge(input, host, school) != TW_OK) return TW_FAILED;
  }
  return TW_OK;
}
