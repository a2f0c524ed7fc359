/* Leaves a process behind that would stay for half a minute. */
#include <stdio.h>
#include <unistd.h>

#include "sin.h"

static int32_t evaluate(const tw_input* input, const tw_emit_host* host) {
  (void)input, (void)host;
  const pid_t child = fork();
  if (child == 0) {
    alarm(30);
    while (always) pause();
  }
  fprintf(stderr, "child %d\n", (int)child);
  return TW_OK;
}
