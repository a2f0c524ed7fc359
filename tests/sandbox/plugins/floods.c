/* Emits without end, a finding for each school and then all of them again: as many well-formed ones as there are schools. */
#include "sin.h"

static int32_t evaluate(const tw_input* input, const tw_emit_host* host) {
  uint64_t count, row;
  const int64_t* schools = urns(input, &count);
  while (always)
    for (row = 0; row < count; ++row) {
      const tw_finding finding = finding_about(schools[row], input->year);
      host->finding(host->context, &finding);
    }
  return TW_OK;
}
