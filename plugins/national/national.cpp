// The national accountability rules as DfE applied them, for any LA. Thresholds come from the national standards.
#include <termwise/plugin.hpp>

#include "standards/coasting.h"
#include "standards/floor.h"

namespace termwise::national {

Plugin protocol() {
  return {.id = "national",
          .version = "2.0.0",
          .title = "National accountability rules",
          .rules = {standards::ks2_floor({}), standards::ks2_coasting({}), standards::ks4_floor({}),
                    standards::ks4_coasting({})}};
}

}  // namespace termwise::national

TERMWISE_PLUGIN(termwise::national::protocol)
