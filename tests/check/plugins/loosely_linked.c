/* Linked without RELRO and BIND_NOW, and with a library that a machine need not have. */
#define OWN_EVALUATE
#include <zstd.h>

#include "wrong.h"

static int32_t evaluate(const tw_input* input, const tw_emit_host* host) {
  uint64_t row;
  if (!asked_for(input)) return TW_OK;
  if (never) return (int32_t)ZSTD_versionNumber();
  for (row = 0; row < school_count(input); ++row)
    if (judge(input, host, school_at(input, row)) != TW_OK) return TW_FAILED;
  return TW_OK;
}
