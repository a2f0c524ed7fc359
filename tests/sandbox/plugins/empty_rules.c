/* Has the extension, but nothing in it. */
#define TW_TEST_OWN_EXTENSION
#include "sin.h"

static const void* extension(tw_text id) {
  static const tw_rules rules = {sizeof rules, 0, NULL};
  (void)id;
  return &rules;
}
