/* Linked with a library that is not there. */
#include "sin.h"

int a_function_of_nobody(void);

static int32_t evaluate(const tw_input* input, const tw_emit_host* host) {
  (void)input, (void)host;
  return a_function_of_nobody();
}
