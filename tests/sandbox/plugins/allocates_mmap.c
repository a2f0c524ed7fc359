/* Takes memory from the system itself, past malloc, and does not look at the answer. */
#define _GNU_SOURCE
#include <sys/mman.h>

#include "sin.h"

static int32_t evaluate(const tw_input* input, const tw_emit_host* host) {
  (void)input, (void)host;
  while (always) {
    char* block = mmap(NULL, 1 << 20, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    memset(block, 1, 1 << 20);
  }
  return TW_OK;
}
