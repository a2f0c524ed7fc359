// Lets an exception escape when asked what it is.
#define TW_TEST_OWN_DESCRIBE
#include <stdexcept>

#include "sin.h"

static int32_t describe(const tw_describe_host*) { throw std::logic_error("who am I"); }

static int32_t evaluate(const tw_input*, const tw_emit_host*) { return TW_OK; }
