/* Leaves a process behind that never ends. (Where the limit on processes holds, it cannot.) */
#include <unistd.h>

#include "sin.h"

static int32_t evaluate(const tw_input* input, const tw_emit_host* host) {
  (void)input, (void)host;
  if (fork() == 0)
    while (always) pause();
  return TW_OK;
}
