// Kent's school improvement protocol. It applies the floor standard in its own way: a school with figures missing is
// still judged where they could not change the result, and Kent may set floors of its own.
#include <termwise/plugin.hpp>

#include "ks2_floor/rule.h"

namespace termwise::kent {

Plugin protocol() {
  return {.id = "kent",
          .version = "1.1.0",
          .title = "Kent school improvement protocol",
          .la_codes = {"886"},
          .rules = {ks2_floor::rule({.manner = " in Kent's own application of it",
                                     .judges_with_figures_missing = true,
                                     .says_mode = true,
                                     .no_other = ", and Kent has set none of its own"})}};
}

}  // namespace termwise::kent

TERMWISE_PLUGIN(termwise::kent::protocol)
