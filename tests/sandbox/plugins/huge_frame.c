/* Announces a gigabyte to the daemon past its host, and then sends it. */
#include <unistd.h>

#include "sin.h"

static int32_t evaluate(const tw_input* input, const tw_emit_host* host) {
  (void)input, (void)host;
  static char much[1 << 20];
  static const unsigned char header[] = {0, 0, 0, 0x40, 4, 0, 0, 0};
  int i;
  if (write(3, header, sizeof header) < 0) return TW_FAILED;
  for (i = 0; i < 1024; ++i)
    if (write(3, much, sizeof much) < 0) return TW_FAILED;
  return TW_OK;
}
