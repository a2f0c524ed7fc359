/* Describes itself by the address it was loaded at. */
#define OWN_MANIFEST
#include "wrong.h"

static void own_manifest(tw_manifest* manifest, tw_rule* rule, tw_parameter* parameters) {
  static char digits[13];
  int i;
  (void)rule;
  (void)parameters;
  for (i = 0; i < 12; ++i) digits[i] = (char)('a' + ((uintptr_t)&kRules >> (4 * i)) % 16);
  manifest->version = text(digits);
}
