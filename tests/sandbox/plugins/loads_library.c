/* Loads another library while it runs. */
#include <dlfcn.h>

#include "sin.h"

static int32_t evaluate(const tw_input* input, const tw_emit_host* host) {
  (void)input, (void)host;
  return dlopen("libcrypto.so.3", RTLD_NOW) != NULL ? TW_OK : TW_FAILED;
}
