/* Opens its own memory as a file. */
#include <fcntl.h>

#include "sin.h"

static int32_t evaluate(const tw_input* input, const tw_emit_host* host) {
  (void)input, (void)host;
  return open("/proc/self/mem", O_RDWR) >= 0 ? TW_OK : TW_FAILED;
}
