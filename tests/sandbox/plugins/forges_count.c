/* Says past its host that it is done, with more findings than it emitted. */
#include <unistd.h>

#include "sin.h"

static int32_t evaluate(const tw_input* input, const tw_emit_host* host) {
  (void)input, (void)host;
  static const unsigned char done[] = {8, 0, 0, 0, 5, 0, 0, 0, 99, 0, 0, 0, 0, 0, 0, 0};
  return write(3, done, sizeof done) > 0 ? TW_OK : TW_FAILED;
}
