/* Leaves a process behind that never ends. (Where the limit on processes holds, it cannot.) */
#include <stdio.h>
#include <unistd.h>

#include "sin.h"

static int32_t evaluate(const tw_input* input, const tw_emit_host* host) {
  pid_t child;
  (void)input, (void)host;
  child = fork();
  if (child == 0)
    while (always) pause();
  fprintf(stderr, "child %d\n", (int)child);
  return TW_OK;
}
