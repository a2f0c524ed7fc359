// Crashes in a constructor, before the host has called anything.
#include "sin.h"

namespace {
struct Trap {
  Trap() {
    auto* nowhere = reinterpret_cast<volatile char*>(static_cast<uintptr_t>(always * 16));
    *nowhere = 1;
  }
} trap;
}  // namespace

static int32_t evaluate(const tw_input*, const tw_emit_host*) { return TW_OK; }
