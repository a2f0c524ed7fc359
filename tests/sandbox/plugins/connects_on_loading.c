/* Opens a socket before anybody has called it. */
#include <sys/socket.h>

#include "sin.h"

__attribute__((constructor)) static void call_home(void) { socket(AF_UNIX, SOCK_STREAM, 0); }

static int32_t evaluate(const tw_input* input, const tw_emit_host* host) {
  (void)input, (void)host;
  return TW_OK;
}
