// Lets something escape that is not a std::exception.
#include "sin.h"

static int32_t evaluate(const tw_input*, const tw_emit_host*) { throw 42; }
