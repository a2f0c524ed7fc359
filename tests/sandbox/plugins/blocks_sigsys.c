/* Holds the signal back by which forbidden calls are reported, and then makes one. */
#include <signal.h>
#include <sys/socket.h>

#include "sin.h"

static int32_t evaluate(const tw_input* input, const tw_emit_host* host) {
  (void)input, (void)host;
  sigset_t one;
  sigemptyset(&one);
  sigaddset(&one, SIGSYS);
  sigprocmask(SIG_BLOCK, &one, NULL);
  return socket(AF_INET, SOCK_STREAM, 0) >= 0 ? TW_OK : TW_FAILED;
}
