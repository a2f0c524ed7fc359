/* Leaves by _exit(3) after one good finding. */
#include <unistd.h>

#include "sin.h"

static int32_t evaluate(const tw_input* input, const tw_emit_host* host) {
  uint64_t count;
  const tw_finding finding = finding_about(urns(input, &count)[0], input->year);
  host->finding(host->context, &finding);
  _exit(3);
}
