/* Linked with a stack that can be executed. */
#include "wrong.h"
