/* Prints what it can see of its surroundings. */
#define _GNU_SOURCE
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include "sin.h"

extern char** environ;

static int32_t evaluate(const tw_input* input, const tw_emit_host* host) {
  char folder[256];
  char byte;
  struct rlimit files, size;
  int fd, variables = 0;
  (void)input, (void)host;
  while (environ[variables] != NULL) ++variables;
  getrlimit(RLIMIT_NOFILE, &files);
  getrlimit(RLIMIT_FSIZE, &size);
  fprintf(stderr, "environment=%d cwd=%s group=%d stdin=%d\n", variables, getcwd(folder, sizeof folder),
          getpgrp() == getpid(), (int)read(0, &byte, 1));
  fprintf(stderr, "nonewprivs=%d dumpable=%d files=%d size=%d\n", prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0),
          prctl(PR_GET_DUMPABLE, 0, 0, 0, 0), (int)files.rlim_cur, (int)size.rlim_cur);
  fprintf(stderr, "descriptors=");
  for (fd = 0; fd < 64; ++fd)
    if (lseek(fd, 0, SEEK_CUR) != -1 || dup2(fd, fd) == fd) fprintf(stderr, "%d ", fd);
  fprintf(stderr, "\n");
  return TW_OK;
}
