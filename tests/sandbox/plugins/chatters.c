/* Writes to standard error without end. */
#include <unistd.h>

#include "sin.h"

static int32_t evaluate(const tw_input* input, const tw_emit_host* host) {
  (void)input, (void)host;
  static char line[1 << 16];
  memset(line, 'x', sizeof line);
  while (write(2, line, sizeof line) > 0) {
  }
  return TW_OK;
}
