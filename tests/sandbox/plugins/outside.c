/* Emits about a school that it was not given. */
#include "sin.h"

static int32_t evaluate(const tw_input* input, const tw_emit_host* host) {
  const tw_finding finding = finding_about(123456, input->year);
  return host->finding(host->context, &finding);
}
