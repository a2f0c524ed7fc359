// The national accountability rules as DfE applied them, for any LA. Thresholds come from the national standards.
#include <termwise/plugin.hpp>

#include "ks2_floor/rule.h"

namespace termwise::national {

Plugin protocol() {
  return {
      .id = "national", .version = "1.1.0", .title = "National accountability rules", .rules = {ks2_floor::rule({})}};
}

}  // namespace termwise::national

TERMWISE_PLUGIN(termwise::national::protocol)
