/* Says that it cannot do its work. */
#include "sin.h"

static int32_t evaluate(const tw_input* input, const tw_emit_host* host) {
  (void)input;
  host->fail(host->context, text("no threshold is set for 2016/17"));
  return TW_FAILED;
}
