/* Tries to write a file. */
#define _GNU_SOURCE
#include <sys/mman.h>
#include <unistd.h>

#include "sin.h"

static int32_t evaluate(const tw_input* input, const tw_emit_host* host) {
  (void)input, (void)host;
  return write(memfd_create("loot", 0), "x", 1) == 1 ? TW_OK : TW_FAILED;
}
