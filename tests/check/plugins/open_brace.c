/* The template's brace is never closed. */
#define TEMPLATE "{school}: {answer."
#include "wrong.h"
