/* Exports a function beside its entry. */
#include "wrong.h"

TW_EXPORT int64_t count_leavers(const tw_input* input);
int64_t count_leavers(const tw_input* input) { return (int64_t)school_count(input); }
