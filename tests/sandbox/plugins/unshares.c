/* Makes a world of its own in which it is root. */
#define _GNU_SOURCE
#include <sched.h>

#include "sin.h"

static int32_t evaluate(const tw_input* input, const tw_emit_host* host) {
  (void)input, (void)host;
  return unshare(CLONE_NEWUSER) == 0 ? TW_OK : TW_FAILED;
}
