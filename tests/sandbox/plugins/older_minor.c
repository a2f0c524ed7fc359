/* As if built against an older minor version, whose structures ended earlier. */
#include <stddef.h>

#include "sin.h"

static int32_t evaluate(const tw_input* input, const tw_emit_host* host) {
  /* Two predicates without what came after `threshold`, side by side as an older compiler would lay them out.
   */
  enum { kShort = offsetof(tw_predicate, observed_text) };
  uint64_t count;
  tw_finding finding = finding_about(urns(input, &count)[0], input->year);
  tw_predicate predicate;
  _Alignas(tw_predicate) char array[2 * kShort];
  int i;
  for (i = 0; i < 2; ++i) {
    memset(&predicate, 0, sizeof predicate);
    predicate.size = kShort;
    predicate.operator_code = TW_LESS;
    predicate.measure = text(i == 0 ? "FIRST" : "SECOND");
    predicate.threshold = whole(i);
    memcpy(array + i * kShort, &predicate, kShort);
  }
  finding.predicates = (const tw_predicate*)(const void*)array;
  finding.predicate_count = 2;
  finding.size = offsetof(tw_finding, interval_measure);
  return host->finding(host->context, &finding);
}
