/* Looks into files, links and the daemon before anybody has called it, and tells what came of it. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>

#include "sin.h"

__attribute__((constructor)) static void look(void) {
  static const char* const files[] = {"/etc/passwd", "/proc/self/mem", "/proc/self/environ", "/proc/1/cmdline", "/",
                                      "/tmp"};
  size_t i;
  for (i = 0; i < sizeof files / sizeof *files; ++i)
    fprintf(stderr, "%s: %s\n", files[i], open(files[i], O_RDONLY) < 0 ? strerror(errno) : "open");
}

static int32_t evaluate(const tw_input* input, const tw_emit_host* host) {
  (void)input, (void)host;
  return TW_OK;
}
