/* Does what plugins do: memory, sorting, exact numbers, text. */
#include <stdio.h>
#include <stdlib.h>

#include "sin.h"

static int in_order(const void* a, const void* b) { return *(const int*)a - *(const int*)b; }

static int32_t evaluate(const tw_input* input, const tw_emit_host* host) {
  (void)input, (void)host;
  static int numbers[100000];
  char words[64];
  size_t i;
  double* many = malloc(4 << 20);
  for (i = 0; i < sizeof numbers / sizeof *numbers; ++i) numbers[i] = (int)((i * 7919) % 100003);
  qsort(numbers, sizeof numbers / sizeof *numbers, sizeof *numbers, in_order);
  snprintf(words, sizeof words, "%.3f", strtod("0.125", NULL) * numbers[1]);
  printf("%s\n", words);
  free(many);
  return numbers[0] == 0 ? TW_OK : TW_FAILED;
}
