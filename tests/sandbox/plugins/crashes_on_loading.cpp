// Crashes in a constructor, before the host has called anything.
#include <csignal>

#include "sin.h"

namespace {
struct Trap {
  Trap() { raise(SIGSEGV); }
} trap;
}  // namespace

static int32_t evaluate(const tw_input*, const tw_emit_host*) { return TW_OK; }
