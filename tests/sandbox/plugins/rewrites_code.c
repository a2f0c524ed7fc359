/* Makes its own code writable. */
#include <sys/mman.h>

#include "sin.h"

static int32_t evaluate(const tw_input* input, const tw_emit_host* host) {
  (void)input, (void)host;
  const uintptr_t page = (uintptr_t)evaluate & ~(uintptr_t)4095;
  return mprotect((void*)page, 4096, PROT_READ | PROT_WRITE | PROT_EXEC) == 0 ? TW_OK : TW_FAILED;
}
