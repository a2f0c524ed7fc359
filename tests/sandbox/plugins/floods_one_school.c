/* Ten million findings, all of the same school. */
#include "sin.h"

static int32_t evaluate(const tw_input* input, const tw_emit_host* host) {
  (void)input, (void)host;
  int count;
  uint64_t count_of_schools;
  const tw_finding finding = finding_about(urns(input, &count_of_schools)[0], input->year);
  for (count = 0; count < 10000000; ++count) host->finding(host->context, &finding);
  return TW_OK;
}
