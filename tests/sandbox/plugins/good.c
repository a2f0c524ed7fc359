/* Does what it should: one finding for each school, with evidence. */
#include "sin.h"

static int32_t evaluate(const tw_input* input, const tw_emit_host* host) {
  uint64_t count, row;
  const int64_t* schools = urns(input, &count);
  for (row = 0; row < count; ++row) {
    tw_finding finding = finding_about(schools[row], input->year);
    tw_predicate predicate;
    tw_argument argument;
    tw_flip flip;
    const tw_text note = text("A_NOTE");
    int32_t answer;
    memset(&predicate, 0, sizeof predicate);
    predicate.size = sizeof predicate;
    predicate.operator_code = TW_LESS;
    predicate.measure = text("KS2_EXS_RWM");
    predicate.year = input->year;
    predicate.truth = TW_TRUE;
    predicate.observed.value = 644;
    predicate.observed.scale = 1;
    predicate.threshold = whole(65);
    predicate.source = text("a document");
    predicate.confidence = text("verified");
    predicate.evidence = 7;
    memset(&argument, 0, sizeof argument);
    argument.size = sizeof argument;
    argument.name = text("la");
    argument.value = input->la_code;
    memset(&flip, 0, sizeof flip);
    flip.size = sizeof flip;
    flip.year = input->year;
    flip.measure = text("KS2_EXS_RWM");
    flip.change = whole(1);
    flip.unit = text("pupils");
    flip.outcome = text("NO");
    finding.notes = &note;
    finding.note_count = 1;
    finding.predicates = &predicate;
    finding.predicate_count = 1;
    finding.flips = &flip;
    finding.flip_count = 1;
    finding.arguments = &argument;
    finding.argument_count = 1;
    answer = host->finding(host->context, &finding);
    if (answer != TW_OK) return answer;
  }
  return TW_OK;
}
