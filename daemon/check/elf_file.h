// What a shared library asks of the system and offers to it, read from the file's bytes as the dynamic loader would,
// without loading it. Believes no offset and no count.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace termwise::check {

inline constexpr std::size_t kMostSegments = 1024;
inline constexpr std::size_t kMostDynamicEntries = 65'536;
inline constexpr std::size_t kMostSymbols = 1'000'000;
inline constexpr std::size_t kMostSymbolBytes = 16'384;  // of one name; C++ makes long ones

struct ElfFile {
  std::vector<std::string> exports;  // dynamic symbols that others can use; sorted
  std::vector<std::string> imports;  // that others must bring; sorted
  std::vector<std::string> needed;   // the libraries' names, in the order of loading
  bool executable_stack = false;
  bool text_relocations = false;
  bool read_only_relocations = false;  // RELRO
  bool bound_at_start = false;         // BIND_NOW
};

// Error (exit 65): a clause that can follow "because " ("it is not an ELF file").
Result<ElfFile> read_elf(std::string_view bytes);

}  // namespace termwise::check
