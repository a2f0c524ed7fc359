/* Has an entry without a describe function. */
#define TW_TEST_OWN_ENTRY
#include "sin.h"

TW_EXPORT const tw_plugin tw_plugin_entry = {sizeof(tw_plugin), TW_ABI_MAJOR, TW_ABI_MINOR, 0, NULL, extension};

static int32_t evaluate(const tw_input* input, const tw_emit_host* host) {
  (void)input, (void)host, (void)describe;
  return TW_OK;
}
