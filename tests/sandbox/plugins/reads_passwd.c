/* Looks who has an account here. */
#include <fcntl.h>

#include "sin.h"

static int32_t evaluate(const tw_input* input, const tw_emit_host* host) {
  (void)input, (void)host;
  return open("/etc/passwd", O_RDONLY) >= 0 ? TW_OK : TW_FAILED;
}
