/* Compares every school with every other, a dozen times: some seconds for all England. */
#define OWN_EVALUATE
#include "wrong.h"

static int32_t evaluate(const tw_input* input, const tw_emit_host* host) {
  uint64_t row, other;
  if (!asked_for(input)) return TW_OK;
  for (row = 0; row < school_count(input); ++row) {
    volatile uint64_t larger = 0;
    for (other = 0; other < 12 * school_count(input); ++other) larger = larger + school_at(input, other / 12).reason;
    if (judge(input, host, school_at(input, row)) != TW_OK) return TW_FAILED;
  }
  return TW_OK;
}
