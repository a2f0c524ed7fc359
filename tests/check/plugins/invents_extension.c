/* Looks at the id's beginning only. */
#define OWN_EXTENSION
#include "wrong.h"

static const void* extension(tw_text id) {
  return id.size >= 9 && memcmp(id.data, "tw.rules/", 9) == 0 ? &kRules : NULL;
}
