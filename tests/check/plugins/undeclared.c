/* Reads a setting that the manifest does not declare. */
#define OWN_EVALUATE
#include "wrong.h"

static int32_t evaluate(const tw_input* input, const tw_emit_host* host) {
  uint64_t row;
  if (!asked_for(input)) return TW_OK;
  for (row = 0; row < school_count(input); ++row)
    if (emit(input, host, school_at(input, row), "FEW", setting(input, "hidden_tolerance", "0")) != TW_OK)
      return TW_FAILED;
  return TW_OK;
}
