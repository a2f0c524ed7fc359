/* Built against another ABI. */
#define TW_TEST_OWN_ENTRY
#include "sin.h"

TW_EXPORT const tw_plugin tw_plugin_entry = {sizeof(tw_plugin), 2, 0, 0, describe, extension};

static int32_t evaluate(const tw_input* input, const tw_emit_host* host) {
  (void)input, (void)host;
  return TW_OK;
}
