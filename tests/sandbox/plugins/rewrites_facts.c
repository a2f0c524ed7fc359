/* Makes the facts writable for itself and changes them; nobody else sees that. */
#include <sys/mman.h>

#include "sin.h"

static int32_t evaluate(const tw_input* input, const tw_emit_host* host) {
  (void)input, (void)host;
  uint64_t count, row;
  int64_t* schools = (int64_t*)(uintptr_t)urns(input, &count);
  const uintptr_t page = (uintptr_t)schools & ~(uintptr_t)4095;
  if (mprotect((void*)page, 4096, PROT_READ | PROT_WRITE) != 0) return TW_FAILED;
  for (row = 0; row < count; ++row) schools[row] = 123456;
  const tw_finding finding = finding_about(schools[0], input->year);
  return host->finding(host->context, &finding);
}
