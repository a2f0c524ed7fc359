/* Starts a process, once in each run. */
#include <unistd.h>

#define OWN_EVALUATE
#include "wrong.h"

static int32_t evaluate(const tw_input* input, const tw_emit_host* host) {
  (void)input;
  (void)host;
  if (fork() == 0) _exit(0);
  return TW_OK;
}
