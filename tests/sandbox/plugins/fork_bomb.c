/* 64 children, each of which ends at once. */
#include <unistd.h>

#include "sin.h"

static int32_t evaluate(const tw_input* input, const tw_emit_host* host) {
  (void)input, (void)host;
  int child;
  for (child = 0; child < 64; ++child)
    if (fork() == 0) _exit(0);
  return TW_OK;
}
