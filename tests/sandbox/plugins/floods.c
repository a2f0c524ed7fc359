/* Emits without end: each time another year, then another school, all well formed. */
#include "sin.h"

static int32_t evaluate(const tw_input* input, const tw_emit_host* host) {
  uint64_t count, row;
  const int64_t* schools = urns(input, &count);
  while (always)
    for (row = 0; row < count; ++row) {
      int32_t year;
      for (year = 1989; year <= 2099; ++year) {
        const tw_finding finding = finding_about(schools[row], year);
        host->finding(host->context, &finding);
      }
    }
  return TW_OK;
}
