/* An argument that says it is a gigabyte long. */
#include "sin.h"

static int32_t evaluate(const tw_input* input, const tw_emit_host* host) {
  (void)input, (void)host;
  tw_finding finding = finding_about(900001, input->year);
  tw_argument argument;
  memset(&argument, 0, sizeof argument);
  argument.size = sizeof argument;
  argument.name = text("la");
  argument.value = text("short");
  argument.value.size = 1u << 30;
  finding.arguments = &argument;
  finding.argument_count = 1;
  return host->finding(host->context, &finding);
}
