// A stranger's shared library, read before anything of it is run.
#include <cstdint>
#include <string_view>

#include "check/elf_file.h"
#include "check/forbidden_imports.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto elf = termwise::check::read_elf({reinterpret_cast<const char*>(data), size});
  if (!elf.ok()) return 0;
  for (const auto& name : elf->imports) (void)termwise::check::readable_symbol(name);
  for (const auto& name : elf->exports) (void)termwise::check::readable_symbol(name);
  return 0;
}
