/* Says past its host, and too late, that this machine cannot confine it. */
#include <unistd.h>

#include "sin.h"

static int32_t evaluate(const tw_input* input, const tw_emit_host* host) {
  (void)input, (void)host;
  static const unsigned char lie[] = {2, 0, 0, 0, 7, 0, 0, 0, 1, 1};
  const tw_finding finding = finding_about(900001, input->year);
  host->finding(host->context, &finding);
  if (write(3, lie, sizeof lie) < 0 || write(3, lie, sizeof lie) < 0) return TW_FAILED;
  return TW_OK;
}
