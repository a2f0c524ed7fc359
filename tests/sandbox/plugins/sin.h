/* What the plugins in this folder share, so that each file holds nothing but its sin: a manifest of one rule
 * and an entry. A file defines TW_TEST_OWN_... to bring its own instead. */
#ifndef TERMWISE_TESTS_SIN_H
#define TERMWISE_TESTS_SIN_H

#include <stddef.h>
#include <string.h>

#include <termwise/abi.h>

static inline tw_text text(const char* characters) {
  tw_text result;
  memset(&result, 0, sizeof result);
  result.data = characters;
  result.size = (uint32_t)strlen(characters);
  return result;
}

static inline tw_number whole(int64_t value) {
  tw_number number;
  number.value = value;
  number.scale = 0;
  number.reason = TW_PRESENT;
  return number;
}

/* A finding that breaks nothing. */
static inline tw_finding finding_about(int64_t subject, int32_t year) {
  tw_finding finding;
  memset(&finding, 0, sizeof finding);
  finding.size = sizeof finding;
  finding.subject_kind = TW_SUBJECT_SCHOOL;
  finding.subject = subject;
  finding.year = year;
  finding.rule = text("test-rule");
  finding.outcome = text("YES");
  finding.template_id = text("plain");
  finding.has_cohort = 1;
  finding.cohort = whole(30);
  return finding;
}

/* The URNs of the school table. */
static inline const int64_t* urns(const tw_input* input, uint64_t* count) {
  *count = input->tables[0].rows;
  return (const int64_t*)input->tables[0].columns[0].values;
}

/* For loops and recursions that the compiler must not see through. */
static volatile int always = 1;

/* How many rules the plugin has: the first of these. */
#ifndef TW_TEST_RULE_COUNT
#define TW_TEST_RULE_COUNT 1
#endif
static const char* const rule_ids[] = {"test-rule",   "test-rule-2", "test-rule-3", "test-rule-4", "test-rule-5",
                                       "test-rule-6", "test-rule-7", "test-rule-8", "test-rule-9", "test-rule-10"};

#ifndef TW_TEST_OWN_DESCRIBE
static int32_t describe(const tw_describe_host* host) {
  const tw_text outcomes[] = {text("YES"), text("NO")};
  tw_rule rules[TW_TEST_RULE_COUNT];
  tw_template plain;
  tw_manifest manifest;
  int i;
  memset(rules, 0, sizeof rules);
  for (i = 0; i < TW_TEST_RULE_COUNT; ++i) {
    rules[i].size = sizeof rules[i];
    rules[i].id = text(rule_ids[i]);
    rules[i].job = text("floor-check");
    rules[i].version = text("1");
    rules[i].title = text("A rule for tests");
    rules[i].source = text("nowhere");
    rules[i].outcomes = outcomes;
    rules[i].outcome_count = 2;
  }
  memset(&plain, 0, sizeof plain);
  plain.size = sizeof plain;
  plain.id = text("plain");
  plain.text = text("A sentence.");
  memset(&manifest, 0, sizeof manifest);
  manifest.size = sizeof manifest;
  manifest.id = text("test");
  manifest.version = text("1.0.0");
  manifest.title = text("A plugin for tests");
  manifest.rules = rules;
  manifest.rule_count = TW_TEST_RULE_COUNT;
  manifest.templates = &plain;
  manifest.template_count = 1;
  return host->manifest(host->context, &manifest);
}
#else
static int32_t describe(const tw_describe_host* host);
#endif

#ifndef TW_TEST_OWN_EXTENSION
static int32_t evaluate(const tw_input* input, const tw_emit_host* host);

static const void* extension(tw_text id) {
  static const tw_rules rules = {sizeof rules, 0, evaluate};
  const tw_text known = text(TW_RULES_EXTENSION);
  return id.size == known.size && memcmp(id.data, known.data, id.size) == 0 ? &rules : NULL;
}
#else
static const void* extension(tw_text id);
#endif

#ifndef TW_TEST_OWN_ENTRY
#ifdef __cplusplus
extern "C"
#endif
    TW_EXPORT const tw_plugin tw_plugin_entry = {sizeof(tw_plugin), TW_ABI_MAJOR, TW_ABI_MINOR, 0, describe, extension};
#endif

#endif
