/* Allows others to look into a process that holds figures. */
#include <sys/prctl.h>

#include "sin.h"

static int32_t evaluate(const tw_input* input, const tw_emit_host* host) {
  (void)input, (void)host;
  return prctl(PR_SET_DUMPABLE, 1, 0, 0, 0) == 0 ? TW_OK : TW_FAILED;
}
