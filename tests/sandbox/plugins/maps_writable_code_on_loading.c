/* Makes writable memory for code of its own before anybody has called it. */
#define _GNU_SOURCE
#include <sys/mman.h>

#include "sin.h"

__attribute__((constructor)) static void prepare(void) {
  mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
}

static int32_t evaluate(const tw_input* input, const tw_emit_host* host) {
  (void)input, (void)host;
  return TW_OK;
}
