/* Every type of the ABI within reach of an exported symbol, for abidw, which sees no others: evaluate's are behind the
 * untyped pointer that extension() returns. */
#include <termwise/abi.h>

static int32_t describe(const tw_describe_host* host) { return host->manifest(host->context, 0); }

static int32_t evaluate(const tw_input* input, const tw_emit_host* host) {
  (void)input;
  return host->finding(host->context, 0);
}

TW_EXPORT const tw_rules tw_rules_extension = {sizeof(tw_rules), 0, evaluate};

static const void* extension(tw_text id) { return id.size == 0 ? 0 : &tw_rules_extension; }

TW_EXPORT const tw_plugin tw_plugin_entry = {sizeof(tw_plugin), TW_ABI_MAJOR, TW_ABI_MINOR, 0, describe, extension};
