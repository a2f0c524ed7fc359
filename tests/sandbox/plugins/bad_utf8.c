/* A sentence in another encoding. */
#include "sin.h"

static int32_t evaluate(const tw_input* input, const tw_emit_host* host) {
  (void)input, (void)host;
  tw_finding finding = finding_about(900001, input->year);
  finding.reason = text("St Mary\x92s");
  return host->finding(host->context, &finding);
}
