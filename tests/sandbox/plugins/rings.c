/* Asks for a queue over which the kernel would act for it. */
#define _GNU_SOURCE
#include <unistd.h>

#include "sin.h"

static int32_t evaluate(const tw_input* input, const tw_emit_host* host) {
  (void)input, (void)host;
  char parameters[120] = {0};
  return syscall(425 /* io_uring_setup */, 1, parameters) >= 0 ? TW_OK : TW_FAILED;
}
