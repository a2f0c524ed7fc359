/* Describes itself and has no rules to run. */
#define TW_TEST_OWN_EXTENSION
#include "sin.h"

static const void* extension(tw_text id) {
  (void)id;
  return NULL;
}
