/* Built against a newer ABI of the same kind. */
#define TW_TEST_OWN_ENTRY
#include "sin.h"

TW_EXPORT const tw_plugin tw_plugin_entry = {sizeof(tw_plugin), TW_ABI_MAJOR, 9, 0, describe, extension};

static int32_t evaluate(const tw_input* input, const tw_emit_host* host) {
  (void)input, (void)host;
  return TW_OK;
}
