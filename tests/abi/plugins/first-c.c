/* A whole plugin in C11: schools with few leavers. The binary first-c-1.1.so was built from this file once and is kept;
 * README.md says how. */
#include <string.h>

#include <termwise/abi.h>

#define TEXT(literal) \
  { literal, sizeof(literal) - 1, 0 }

enum { kFew, kUnknown, kEnough };
static const tw_text kOutcomes[] = {TEXT("FEW"), TEXT("NOT_KNOWN"), TEXT("ENOUGH")};
static const tw_text kMeasure = TEXT("KS2_COHORT");
static const tw_text kLimitName = TEXT("limit");
static const tw_need kNeeds[] = {{sizeof(tw_need), 0, TEXT("school/1"), 0, 0, 0},
                                 {sizeof(tw_need), 0, TEXT("measure/1"), &kMeasure, 1, 0}};
static const tw_rule kRules[] = {{sizeof(tw_rule), 3, TEXT("few-leavers"), TEXT("concern-flag"), TEXT("1"),
                                  TEXT("Few leavers"), TEXT("An example: no LA's protocol"), kOutcomes, 1, 0}};
static const tw_parameter kParameters[] = {{sizeof(tw_parameter), TW_PARAMETER_DECIMAL, TEXT("limit"), TEXT("pupils"),
                                            TEXT("1"), TEXT("500"), TEXT("15"), TEXT("Fewer pupils are few."), 0, 0,
                                            0}};
static const tw_template kTemplates[] = {
    {sizeof(tw_template), 0, TEXT("few"), TEXT("Fewer than {limit} pupils left the school.")},
    {sizeof(tw_template), 0, TEXT("unknown"), TEXT("Nobody has said how many pupils left the school.")},
    {sizeof(tw_template), 0, TEXT("enough"), TEXT("At least {limit} pupils left the school.")}};

static int32_t describe(const tw_describe_host* host) {
  const tw_manifest manifest = {.size = sizeof manifest,
                                .id = TEXT("first-c"),
                                .version = TEXT("1.0.0"),
                                .title = TEXT("The first plugin in C"),
                                .need_count = 2,
                                .needs = kNeeds,
                                .rules = kRules,
                                .rule_count = 1,
                                .parameters = kParameters,
                                .parameter_count = 1,
                                .templates = kTemplates,
                                .template_count = 3};
  return host->manifest(host->context, &manifest);
}

static int same(tw_text a, tw_text b) { return a.size == b.size && memcmp(a.data, b.data, a.size) == 0; }

/* The elements of an array stand as far apart as the first one's size says: a newer host's are longer. */
static const tw_table* table_at(const tw_input* input, uint32_t place) {
  return (const tw_table*)((const char*)input->tables + (size_t)place * input->tables->size);
}
static const tw_column* column_at(const tw_table* table, uint32_t place) {
  return (const tw_column*)((const char*)table->columns + (size_t)place * table->columns->size);
}

static int32_t evaluate(const tw_input* input, const tw_emit_host* host) {
  const tw_setting* limit = input->settings; /* the only parameter, and it has a default */
  const tw_table* measures = table_at(input, 1);
  const int64_t* urns = (const int64_t*)column_at(measures, 0)->values;
  const tw_column* cohort = column_at(measures, 2);
  int64_t least = 0;
  uint64_t row;
  uint32_t i;
  for (i = 0; i < input->rule_count && !same(input->rules[i], kRules[0].id); ++i) continue;
  if (i == input->rule_count) return TW_OK; /* not asked for */
  for (i = 0; i < limit->value.size && limit->value.data[i] != '.'; ++i)
    least = least * 10 + (limit->value.data[i] - '0');
  for (i = 0; i < cohort->scale; ++i) least *= 10;
  for (row = 0; row < measures->rows; ++row) {
    const int64_t pupils = ((const int64_t*)cohort->values)[row];
    const uint32_t reason = cohort->reason[row];
    const int verdict = reason != TW_PRESENT ? kUnknown : pupils < least ? kFew : kEnough;
    const tw_argument argument = {sizeof argument, 0, kLimitName, limit->value};
    const tw_number observed = {pupils, reason == TW_PRESENT ? cohort->scale : 0, reason};
    const tw_predicate predicate = {.size = sizeof predicate,
                                    .operator_code = TW_LESS,
                                    .measure = kMeasure,
                                    .year = input->year,
                                    .truth = reason != TW_PRESENT ? TW_UNKNOWN
                                             : pupils < least     ? TW_TRUE
                                                                  : TW_FALSE,
                                    .observed = observed,
                                    .threshold = {least, cohort->scale, TW_PRESENT},
                                    .source = TEXT("set by the LA"),
                                    .confidence = TEXT("local"),
                                    .evidence = cohort->evidence != 0 ? cohort->evidence[row] : 0};
    const tw_finding finding = {.size = sizeof finding,
                                .subject_kind = TW_SUBJECT_SCHOOL,
                                .subject = urns[row],
                                .year = input->year,
                                .rule = kRules[0].id,
                                .outcome = kOutcomes[verdict],
                                .predicates = &predicate,
                                .predicate_count = 1,
                                .arguments = &argument,
                                .argument_count = 1,
                                .template_id = kTemplates[verdict].id,
                                .has_cohort = 1,
                                .cohort = observed};
    const int32_t answer = host->finding(host->context, &finding);
    if (answer != TW_OK) return answer == TW_STOP ? TW_FAILED : answer;
  }
  return TW_OK;
}

static const tw_rules kExtension = {sizeof(tw_rules), 0, evaluate};

static const void* extension(tw_text id) {
  static const tw_text rules = TEXT(TW_RULES_EXTENSION);
  return same(id, rules) ? &kExtension : 0;
}

TW_EXPORT const tw_plugin tw_plugin_entry = {sizeof(tw_plugin), TW_ABI_MAJOR, TW_ABI_MINOR, 0, describe, extension};
