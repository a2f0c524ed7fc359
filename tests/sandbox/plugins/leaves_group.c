/* Leaves the process group by which it would be ended. */
#include <unistd.h>

#include "sin.h"

static int32_t evaluate(const tw_input* input, const tw_emit_host* host) {
  (void)input, (void)host;
  return setpgid(0, 0) == 0 ? TW_OK : TW_FAILED;
}
