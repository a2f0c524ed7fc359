/* Exports functions by the names of the C library's and the host's, each of which would end the process. */
#include <stdlib.h>

#include "sin.h"

#define CLASH(number, name)                           \
  TW_EXPORT void* clash_##number(void) __asm__(name); \
  void* clash_##number(void) { abort(); }
CLASH(1, "calloc")
CLASH(2, "realloc")
CLASH(3, "memmove")
CLASH(4, "strtol")
CLASH(5, "send")
CLASH(6, "write")
CLASH(7, "seccomp_load")
CLASH(8, "clock_gettime")
CLASH(9, "_ZN7termwise4host8send_allEiPKcm")
CLASH(10, "_Znwm")

static int32_t evaluate(const tw_input* input, const tw_emit_host* host) {
  const tw_finding finding = finding_about(900001, input->year);
  return host->finding(host->context, &finding);
}
