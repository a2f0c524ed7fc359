/* What the plugins in this folder share, so that each file holds nothing but what is wrong with it: a rule about few
 * leavers with one parameter. A file may bring its own: OWN_MANIFEST changes the manifest before it is handed over,
 * OWN_EVALUATE and OWN_EXTENSION replace the functions. */
#ifndef TERMWISE_TESTS_WRONG_H
#define TERMWISE_TESTS_WRONG_H

#include <stddef.h>
#include <string.h>

#include <termwise/abi.h>

#define TEXT(literal) \
  { literal, sizeof(literal) - 1, 0 }

#ifndef TEMPLATE
#define TEMPLATE "{school}: {answer}, with a limit of {limit}."
#endif

static const tw_text kRule = TEXT("few-leavers");
static const tw_text kMeasure = TEXT("KS2_COHORT");

static inline tw_text text(const char* characters) {
  const tw_text result = {characters, (uint32_t)strlen(characters), 0};
  return result;
}
static inline int same(tw_text a, const char* b) { return a.size == strlen(b) && memcmp(a.data, b, a.size) == 0; }

/* For branches and loops that the compiler must not see through. */
static volatile int never = 0;

/* ---- The facts: the school's name and its number of leavers ---- */

typedef struct School {
  int64_t urn;
  tw_text name;
  int64_t leavers;
  uint32_t reason;
  uint32_t evidence;
} School;

static inline uint64_t school_count(const tw_input* input) { return input->tables[1].rows; }

/* Both tables have the same rows, since both are asked for the run's own year. */
static inline School school_at(const tw_input* input, uint64_t row) {
  const tw_column* name = &input->tables[0].columns[2];
  const tw_column* leavers = &input->tables[1].columns[2];
  const uint32_t* offsets = (const uint32_t*)name->values;
  School school = {((const int64_t*)input->tables[1].columns[0].values)[row],
                   {name->bytes + offsets[row], offsets[row + 1] - offsets[row], 0},
                   ((const int64_t*)leavers->values)[row],
                   leavers->reason[row],
                   leavers->evidence ? leavers->evidence[row] : 0};
  if (name->reason[row] != TW_PRESENT) school.name = text("A school");
  return school;
}

static inline tw_text setting(const tw_input* input, const char* name, const char* otherwise) {
  uint32_t i;
  for (i = 0; i < input->setting_count; ++i)
    if (same(input->settings[i].name, name)) return input->settings[i].value;
  return text(otherwise);
}

static inline int64_t whole_number(tw_text digits) {
  int64_t number = 0;
  uint32_t i;
  for (i = 0; i < digits.size && digits.data[i] >= '0' && digits.data[i] <= '9'; ++i)
    number = number * 10 + (digits.data[i] - '0');
  return number;
}

static inline int asked_for(const tw_input* input) {
  uint32_t i;
  for (i = 0; i < input->rule_count; ++i)
    if (input->rules[i].size == kRule.size && memcmp(input->rules[i].data, kRule.data, kRule.size) == 0) return 1;
  return 0;
}

/* ---- The answer ---- */

static inline int32_t emit(const tw_input* input, const tw_emit_host* host, School school, const char* outcome,
                           tw_text answer) {
  const tw_argument arguments[] = {{sizeof(tw_argument), 0, TEXT("school"), school.name},
                                   {sizeof(tw_argument), 0, TEXT("answer"), answer},
                                   {sizeof(tw_argument), 0, TEXT("limit"), setting(input, "limit", "15")}};
  tw_predicate predicate = {
      .size = sizeof predicate, .operator_code = TW_LESS, .measure = kMeasure, .year = input->year};
  tw_finding finding = {.size = sizeof finding, .subject_kind = TW_SUBJECT_SCHOOL, .subject = school.urn};
  predicate.truth = TW_UNKNOWN;
  predicate.observed.reason = TW_NOT_SUPPLIED;
  predicate.threshold.value = whole_number(setting(input, "limit", "15"));
  predicate.evidence = school.evidence;
  finding.year = input->year;
  finding.rule = kRule;
  finding.outcome = text(outcome);
  finding.predicates = &predicate;
  finding.predicate_count = 1;
  finding.arguments = arguments;
  finding.argument_count = 3;
  finding.template_id = text("said");
  return host->finding(host->context, &finding);
}

/* Of one school, as it should be. */
static inline int32_t judge(const tw_input* input, const tw_emit_host* host, School school) {
  if (school.reason != TW_PRESENT) return emit(input, host, school, "NOT_KNOWN", text("nobody knows"));
  if (school.leavers < whole_number(setting(input, "limit", "15")))
    return emit(input, host, school, "FEW", text("few left"));
  return emit(input, host, school, "ENOUGH", text("enough left"));
}

#ifndef OWN_EVALUATE
static int32_t evaluate(const tw_input* input, const tw_emit_host* host) {
  uint64_t row;
  if (!asked_for(input)) return TW_OK;
  for (row = 0; row < school_count(input); ++row)
    if (judge(input, host, school_at(input, row)) != TW_OK) return TW_FAILED;
  return TW_OK;
}
#else
static int32_t evaluate(const tw_input* input, const tw_emit_host* host);
#endif

/* ---- The manifest and the entry ---- */

#ifdef OWN_MANIFEST
static void own_manifest(tw_manifest* manifest, tw_rule* rule, tw_parameter* parameters);
#endif

static int32_t describe(const tw_describe_host* host) {
  const tw_text outcomes[] = {TEXT("FEW"), TEXT("NOT_KNOWN"), TEXT("ENOUGH")};
  const tw_need needs[] = {{sizeof(tw_need), 0, TEXT("school/1"), 0, 0, 0},
                           {sizeof(tw_need), 0, TEXT("measure/1"), &kMeasure, 1, 0}};
  const tw_template templates[] = {{sizeof(tw_template), 0, TEXT("said"), TEXT(TEMPLATE)}};
  tw_rule rule = {sizeof rule, 3, kRule, TEXT("concern-flag"), TEXT("1"), TEXT("Few leavers"), TEXT("A test"),
                  outcomes,    1, 0};
  tw_parameter parameters[] = {{sizeof(tw_parameter), TW_PARAMETER_DECIMAL, TEXT("limit"), TEXT("pupils"), TEXT("1"),
                                TEXT("500"), TEXT("15"), TEXT("Fewer pupils are few."), 0, 0, 0},
                               {0}};
  tw_manifest manifest = {
      .size = sizeof manifest, .id = TEXT("wrong"), .version = TEXT("1.0.0"), .title = TEXT("A test")};
  manifest.need_count = 2;
  manifest.needs = needs;
  manifest.rules = &rule;
  manifest.rule_count = 1;
  manifest.parameters = parameters;
  manifest.parameter_count = 1;
  manifest.templates = templates;
  manifest.template_count = 1;
#ifdef OWN_MANIFEST
  own_manifest(&manifest, &rule, parameters);
#endif
  return host->manifest(host->context, &manifest);
}

static const tw_rules kRules = {sizeof(tw_rules), 0, evaluate};

#ifndef OWN_EXTENSION
static const void* extension(tw_text id) { return same(id, TW_RULES_EXTENSION) ? &kRules : NULL; }
#else
static const void* extension(tw_text id);
#endif

TW_EXPORT const tw_plugin tw_plugin_entry = {sizeof(tw_plugin), TW_ABI_MAJOR, TW_ABI_MINOR, 0, describe, extension};

#endif
