/* Becomes another program. */
#include <unistd.h>

#include "sin.h"

static int32_t evaluate(const tw_input* input, const tw_emit_host* host) {
  (void)input, (void)host;
  execl("/bin/true", "true", (char*)NULL);
  return TW_OK;
}
