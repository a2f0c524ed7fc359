/* Declares a parameter and never reads it. */
#define OWN_MANIFEST
#include "wrong.h"

static void own_manifest(tw_manifest* manifest, tw_rule* rule, tw_parameter* parameters) {
  (void)rule;
  parameters[1] = parameters[0];
  parameters[1].name = text("weight");
  manifest->parameter_count = 2;
}
