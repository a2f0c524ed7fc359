// Asks `new` for memory without end.
#include "sin.h"

static int32_t evaluate(const tw_input*, const tw_emit_host*) {
  while (always) {
    auto* block = new char[1 << 20];
    memset(block, 1, 1 << 20);
  }
  return TW_OK;
}
