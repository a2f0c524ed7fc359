/* Takes the answer's words from a list that has none for missing figures. */
#define OWN_EVALUATE
#include "wrong.h"

static int32_t evaluate(const tw_input* input, const tw_emit_host* host) {
  const char* const words[9] = {"a figure"};
  uint64_t row;
  if (!asked_for(input)) return TW_OK;
  for (row = 0; row < school_count(input); ++row) {
    const School school = school_at(input, row);
    if (emit(input, host, school, "FEW", text(words[school.reason])) != TW_OK) return TW_FAILED;
  }
  return TW_OK;
}
