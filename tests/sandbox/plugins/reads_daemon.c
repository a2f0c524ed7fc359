/* Reads the daemon's memory. */
#define _GNU_SOURCE
#include <sys/uio.h>
#include <unistd.h>

#include "sin.h"

static int32_t evaluate(const tw_input* input, const tw_emit_host* host) {
  (void)input, (void)host;
  char byte;
  struct iovec here = {&byte, 1}, there = {(void*)input, 1};
  return process_vm_readv(getppid(), &here, 1, &there, 1, 0) == 1 ? TW_OK : TW_FAILED;
}
