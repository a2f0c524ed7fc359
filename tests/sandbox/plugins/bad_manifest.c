/* Declares a rule that has no outcome. */
#define TW_TEST_OWN_DESCRIBE
#include "sin.h"

static int32_t describe(const tw_describe_host* host) {
  tw_rule rule;
  tw_manifest manifest;
  memset(&rule, 0, sizeof rule);
  rule.size = sizeof rule;
  rule.id = text("test-rule");
  rule.job = text("floor-check");
  rule.version = text("1");
  memset(&manifest, 0, sizeof manifest);
  manifest.size = sizeof manifest;
  manifest.id = text("test");
  manifest.version = text("1");
  manifest.title = text("Test");
  manifest.rules = &rule;
  manifest.rule_count = 1;
  return host->manifest(host->context, &manifest);
}

static int32_t evaluate(const tw_input* input, const tw_emit_host* host) {
  (void)input, (void)host;
  return TW_OK;
}
