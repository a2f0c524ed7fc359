/* Emits without end: a finding of each of its ten rules for each school, then all of them again. Of a million schools these
 * are ten million, each of them well formed. */
#define TW_TEST_RULE_COUNT 10
#include "sin.h"

static int32_t evaluate(const tw_input* input, const tw_emit_host* host) {
  uint64_t count, row;
  const int64_t* schools = urns(input, &count);
  while (always) {
    uint32_t i;
    for (i = 0; i < input->rule_count; ++i)
      for (row = 0; row < count; ++row) {
        tw_finding finding = finding_about(schools[row], input->year);
        finding.rule = input->rules[i];
        host->finding(host->context, &finding);
      }
  }
  return TW_OK;
}
