// Lets a standard exception escape.
#include <stdexcept>

#include "sin.h"

static int32_t evaluate(const tw_input*, const tw_emit_host*) { throw std::runtime_error("the abacus is broken"); }
