/* A manifest that can be loaded and tells nobody anything. */
#define OWN_MANIFEST
#include "wrong.h"

static void own_manifest(tw_manifest* manifest, tw_rule* rule, tw_parameter* parameters) {
  static const tw_text nothing = {0, 0, 0};
  (void)manifest;
  rule->title = nothing;
  rule->source = nothing;
  parameters[0].unit = nothing;
  parameters[0].meaning = nothing;
  parameters[0].minimum = nothing;
}
