/* Emits one finding that is wrong in the way that the setting "sin" names; "none, at the limits" is wrong in
 * no way. */
#include "sin.h"

static int32_t evaluate(const tw_input* input, const tw_emit_host* host) {
  static char long_text[70000];
  uint64_t count;
  tw_finding finding = finding_about(urns(input, &count)[0], input->year);
  tw_text strange = text("x");
  tw_predicate predicate;
  tw_flip flip;
  char sin[64];
  const tw_text setting = input->settings[0].value;
  memset(sin, 0, sizeof sin);
  memcpy(sin, setting.data, setting.size < sizeof sin - 1 ? setting.size : sizeof sin - 1);
  memset(long_text, 'x', sizeof long_text);
  strange.data = long_text;
  memset(&predicate, 0, sizeof predicate);
  predicate.size = sizeof predicate;
  predicate.operator_code = TW_LESS;
  predicate.measure = text("M");
  memset(&flip, 0, sizeof flip);
  flip.size = sizeof flip;
  flip.outcome = text("NO");
  if (strcmp(sin, "undeclared rule") == 0) finding.rule = text("other-rule");
  if (strcmp(sin, "undeclared outcome") == 0) finding.outcome = text("MAYBE");
  if (strcmp(sin, "undeclared template") == 0) finding.template_id = text("ornate");
  if (strcmp(sin, "scale") == 0) finding.cohort.scale = 10;
  if (strcmp(sin, "reason") == 0) finding.cohort.reason = 9;
  if (strcmp(sin, "missing with value") == 0) finding.cohort.reason = TW_SUPPRESSED;
  if (strcmp(sin, "has cohort") == 0) finding.has_cohort = 2;
  if (strcmp(sin, "cohort without saying so") == 0) finding.has_cohort = 0;
  if (strcmp(sin, "year") == 0) finding.year = 1988;
  if (strcmp(sin, "year before") == 0) finding.year = input->year - 1;
  if (strcmp(sin, "year after") == 0) finding.year = input->year + 1;
  if (strcmp(sin, "subject kind") == 0) finding.subject_kind = 5;
  if (strcmp(sin, "size") == 0) finding.size = sizeof finding + 8;
  if (strcmp(sin, "no size") == 0) finding.size = 0;
  if (strcmp(sin, "null text") == 0) strange.data = NULL, finding.reason = strange;
  if (strcmp(sin, "long name") == 0) strange.size = 129, finding.reason = strange;
  if (strcmp(sin, "huge text") == 0) strange.size = 0xFFFFFFFFu, finding.reason = strange;
  if (strcmp(sin, "not utf-8") == 0) finding.reason = text("\xC3\x28");
  if (strcmp(sin, "null array") == 0) finding.predicate_count = 1;
  if (strcmp(sin, "many notes") == 0) finding.notes = &strange, finding.note_count = 65;
  if (strcmp(sin, "many predicates") == 0) finding.predicates = &predicate, finding.predicate_count = 257;
  if (strcmp(sin, "many flips") == 0) finding.flips = &flip, finding.flip_count = 65;
  if (strcmp(sin, "operator") == 0)
    predicate.operator_code = 6, finding.predicates = &predicate, finding.predicate_count = 1;
  if (strcmp(sin, "truth") == 0) predicate.truth = 3, finding.predicates = &predicate, finding.predicate_count = 1;
  if (strcmp(sin, "missing change") == 0)
    flip.change.reason = TW_SUPPRESSED, finding.flips = &flip, finding.flip_count = 1;
  if (strcmp(sin, "undeclared flip") == 0) flip.outcome = text("MAYBE"), finding.flips = &flip, finding.flip_count = 1;
  if (strcmp(sin, "none, at the limits") == 0) {
    static tw_text notes[64];
    static tw_predicate predicates[256];
    static tw_flip flips[64];
    static tw_argument arguments[64];
    int i;
    for (i = 0; i < 256; ++i) predicates[i] = predicate;
    for (i = 0; i < 64; ++i) {
      strange.size = 128;
      notes[i] = strange;
      flips[i] = flip;
      arguments[i].size = sizeof arguments[i];
      strange.size = 4096;
      arguments[i].value = strange;
    }
    finding.cohort.value = INT64_MIN;
    finding.cohort.scale = 9;
    finding.notes = notes, finding.note_count = 64;
    finding.predicates = predicates, finding.predicate_count = 256;
    finding.flips = flips, finding.flip_count = 64;
    finding.arguments = arguments, finding.argument_count = 64;
  }
  if (strcmp(sin, "null finding") == 0) return host->finding(host->context, NULL);
  return host->finding(host->context, &finding);
}
