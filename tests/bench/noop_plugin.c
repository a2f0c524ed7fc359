/* The smallest plugin: one rule, no findings. What a run costs when the plugin costs nothing. Built with TELL_TIME, it says
 * when it was called, by the clock that all processes share. */
#include <termwise/abi.h>
#ifdef TELL_TIME
#include <stdio.h>
#include <time.h>
#endif

#define TEXT(literal) \
  { literal, sizeof(literal) - 1, 0 }

static const tw_text kOutcomes[] = {TEXT("DONE")};
static const tw_rule kRules[] = {{sizeof(tw_rule), 1, TEXT("ks2-floor"), TEXT("floor-check"), TEXT("1"),
                                  TEXT("Nothing"), TEXT(""), kOutcomes, 1, 0}};
static const tw_need kNeeds[] = {{sizeof(tw_need), 0, TEXT("school/1"), 0, 0, 0}};

static int32_t describe(const tw_describe_host* host) {
  tw_manifest manifest = {.size = sizeof(tw_manifest),
                          .id = TEXT("noop"),
                          .version = TEXT("1.0.0"),
                          .title = TEXT("No operation"),
                          .need_count = 1,
                          .needs = kNeeds,
                          .rules = kRules,
                          .rule_count = 1};
  return host->manifest(host->context, &manifest);
}

static int32_t evaluate(const tw_input* input, const tw_emit_host* host) {
  (void)input;
#ifdef TELL_TIME
  char words[64];
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  const int size = snprintf(words, sizeof words, "called at %lld", now.tv_sec * 1000000000ll + now.tv_nsec);
  host->fail(host->context, (tw_text){words, (uint32_t)size, 0});
  return TW_FAILED;
#else
  (void)host;
  return TW_OK;
#endif
}

static const tw_rules kExtension = {sizeof(tw_rules), 0, evaluate};

static const void* extension(tw_text id) { return id.size == sizeof(TW_RULES_EXTENSION) - 1 ? &kExtension : 0; }

TW_EXPORT const tw_plugin tw_plugin_entry = {sizeof(tw_plugin), TW_ABI_MAJOR, TW_ABI_MINOR, 0, describe, extension};
