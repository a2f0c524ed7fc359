/* Makes a call by the numbers of another architecture: getpid, by those of 32-bit x86. */
#include "sin.h"

static int32_t evaluate(const tw_input* input, const tw_emit_host* host) {
  (void)input, (void)host;
#ifdef __x86_64__
  long answer = 20;
  __asm__ volatile("int $0x80" : "+a"(answer) : : "memory", "r8", "r9", "r10", "r11");
#endif
  return TW_OK;
}
