/* Tells what it can see of its surroundings, and waits to be looked at. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/resource.h>
#include <unistd.h>

#include "sin.h"

extern char** environ;

static int32_t evaluate(const tw_input* input, const tw_emit_host* host) {
  char byte;
  struct rlimit files, size;
  int fd, variables = 0;
  (void)input;
  while (environ[variables] != NULL) ++variables;
  getrlimit(RLIMIT_NOFILE, &files);
  getrlimit(RLIMIT_FSIZE, &size);
  fprintf(stderr, "environment=%d group=%d stdin=%d files=%d size=%d\n", variables, getpgrp() == getpid(),
          (int)read(0, &byte, 1), (int)files.rlim_cur, (int)size.rlim_cur);
  fprintf(stderr, "descriptors=");
  for (fd = 0; fd < 64; ++fd)
    if (fcntl(fd, F_GETFD) != -1) fprintf(stderr, "%d ", fd);
  fprintf(stderr, "\n");
  while (!host->cancelled(host->context)) usleep(1000);
  return TW_OK;
}
