/* Opens a socket. */
#include <sys/socket.h>

#include "sin.h"

static int32_t evaluate(const tw_input* input, const tw_emit_host* host) {
  (void)input, (void)host;
  return socket(AF_INET, SOCK_STREAM, 0) >= 0 ? TW_OK : TW_FAILED;
}
