/* Nothing is wrong with it. */
#include "wrong.h"
