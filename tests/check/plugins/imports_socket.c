/* Would connect to somewhere. */
#define OWN_EVALUATE
#include <sys/socket.h>

#include "wrong.h"

static int32_t evaluate(const tw_input* input, const tw_emit_host* host) {
  uint64_t row;
  if (!asked_for(input)) return TW_OK;
  if (never) return socket(AF_INET, SOCK_STREAM, 0);
  for (row = 0; row < school_count(input); ++row)
    if (judge(input, host, school_at(input, row)) != TW_OK) return TW_FAILED;
  return TW_OK;
}
