/* The template asks for an argument of another name. */
#define TEMPLATE "{school}: {answr}."
#include "wrong.h"
