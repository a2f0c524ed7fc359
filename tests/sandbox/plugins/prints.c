/* Prints megabytes to standard error, and then does its work. */
#include <stdio.h>

#include "sin.h"

static int32_t evaluate(const tw_input* input, const tw_emit_host* host) {
  int i;
  (void)input, (void)host;
  for (i = 0; i < 200000; ++i) fprintf(stderr, "line %d of far too many\n", i);
  fprintf(stderr, "the last line\a\xFF");
  return TW_OK;
}
