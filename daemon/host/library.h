// Loads a plugin's shared library from the sealed descriptor and finds what it exports. (Boost.DLL stays
// behind library.cpp.)
#pragma once

#include <termwise/abi.h>

#include "base/result.h"

namespace termwise::host {

// The library's entry; it is never unloaded. Errors (exit 69) are clauses without the plugin's name: what is
// wrong with the file and what to do. What the library's constructors throw passes through.
Result<const tw_plugin*> load_library(int fd);

// The entry's parts, each looked at only after `size` says that it is there. Errors as above: another ABI, an
// entry that is half filled in.
struct Entry {
  std::uint32_t abi_major = 0;
  std::uint32_t abi_minor = 0;
  int32_t (*describe)(const tw_describe_host*) = nullptr;
  const void* (*extension)(tw_text) = nullptr;
};
Result<Entry> read_entry(const tw_plugin* entry);

// The rules of a plugin. Calls its extension().
Result<tw_rules> find_rules(const Entry& entry);

}  // namespace termwise::host
