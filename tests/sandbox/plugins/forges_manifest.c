/* Answers a description with the frame of another exchange: `done`, for no findings. */
#define TW_TEST_OWN_DESCRIBE
#include <unistd.h>

#include "sin.h"

static int32_t describe(const tw_describe_host* host) {
  (void)host;
  return write(3, "\x08\0\0\0\x05\0\0\0\0\0\0\0\0\0\0\0", 16) == 16 ? TW_OK : TW_FAILED;
}

static int32_t evaluate(const tw_input* input, const tw_emit_host* host) {
  (void)input, (void)host;
  return TW_OK;
}
