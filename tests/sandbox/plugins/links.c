/* Leaves a link to a file that is not its own. */
#include <unistd.h>

#include "sin.h"

static int32_t evaluate(const tw_input* input, const tw_emit_host* host) {
  (void)input, (void)host;
  return symlink("/etc/passwd", "/tmp/termwise-loot") == 0 ? TW_OK : TW_FAILED;
}
