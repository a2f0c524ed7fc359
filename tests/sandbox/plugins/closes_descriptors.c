/* Closes every descriptor, the one to the daemon included, and then carries on. */
#include <unistd.h>

#include "sin.h"

static int32_t evaluate(const tw_input* input, const tw_emit_host* host) {
  int fd;
  (void)input, (void)host;
  for (fd = 0; fd < 64; ++fd) close(fd);
  return TW_OK;
}
