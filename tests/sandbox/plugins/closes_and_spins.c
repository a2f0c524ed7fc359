/* Closes every descriptor and never returns. */
#include <unistd.h>

#include "sin.h"

static int32_t evaluate(const tw_input* input, const tw_emit_host* host) {
  int fd;
  (void)input, (void)host;
  for (fd = 0; fd < 64; ++fd) close(fd);
  while (always) {
  }
  return TW_OK;
}
