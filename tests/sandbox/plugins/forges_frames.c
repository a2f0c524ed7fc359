/* Speaks to the daemon past its host, and nonsense. */
#include <unistd.h>

#include "sin.h"

static int32_t evaluate(const tw_input* input, const tw_emit_host* host) {
  (void)input, (void)host;
  return write(3, "\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF nonsense", 17) == 17 ? TW_OK : TW_FAILED;
}
