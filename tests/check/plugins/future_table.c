/* Needs a table that this version does not have. */
#define OWN_MANIFEST
#include "wrong.h"

static void own_manifest(tw_manifest* manifest, tw_rule* rule, tw_parameter* parameters) {
  static const tw_need need = {sizeof(tw_need), 0, TEXT("school/2"), 0, 0, 0};
  (void)rule;
  (void)parameters;
  manifest->needs = &need;
  manifest->need_count = 1;
}
