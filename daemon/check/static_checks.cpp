#include "check/static_checks.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.h"
#include "check/elf_file.h"
#include "check/forbidden_imports.h"

namespace termwise::check {
namespace {

constexpr std::string_view kEntry = "tw_plugin_entry";
constexpr std::size_t kMostNamed = 4;  // symbols in one sentence
constexpr std::size_t kNameBytes = 100;

long long length(std::size_t size) { return static_cast<long long>(size); }

std::string named(const std::vector<std::string>& symbols) {
  std::vector<std::string> words;
  for (const auto& symbol : symbols) {
    if (words.size() == kMostNamed) {
      words.push_back(fmt::format("{} more", symbols.size() - kMostNamed));
      break;
    }
    words.push_back(quote(readable_symbol(symbol), kNameBytes));
  }
  return listed(words);
}

Check check_exports(const ElfFile& elf) {
  Notebook notes("exports");
  std::vector<std::string> others = elf.exports;
  others.erase(std::remove(others.begin(), others.end(), kEntry), others.end());
  if (others.size() == elf.exports.size())
    notes.error("entry", fmt::format("The file does not export {}, so it is not a Termwise plugin.", kEntry),
                "Define it with TERMWISE_PLUGIN(Class), or in C as abi.h says, and export it.");
  if (!others.empty())
    notes.error("extra",
                fmt::format("The plugin exports {} beside {}, where they can clash with another library's.",
                            named(others), kEntry),
                "Build with -fvisibility=hidden and an export map, as termwise_add_plugin() does.");
  return std::move(notes).finish(counted(length(elf.exports.size()), "exported symbol", "exported symbols"));
}

bool always_there(std::string_view library) {
  for (const std::string_view name : {"libc.so.", "libm.so.", "libstdc++.so.", "libgcc_s.so.", "ld-linux"})
    if (library.substr(0, name.size()) == name) return true;
  return false;
}

Check check_imports(const ElfFile& elf) {
  Notebook notes("imports");
  for (const auto& kind : forbidden_kinds()) {
    std::vector<std::string> found;
    std::copy_if(elf.imports.begin(), elf.imports.end(), std::back_inserter(found),
                 [&](const auto& import) { return forbids(kind, import); });
    if (found.empty()) continue;
    std::string sentence = fmt::format("The plugin imports {}, with which programs {}.", named(found), kind.does);
    if (kind.warning)
      notes.warning(kind.id, std::move(sentence), std::string(kind.remedy));
    else
      notes.error(kind.id, std::move(sentence), std::string(kind.remedy));
  }
  for (const auto& library : elf.needed)
    if (!always_there(library))
      notes.warning("library",
                    fmt::format("The plugin needs the library {}, which a machine that runs Termwise need not have.",
                                quote(library, kNameBytes)),
                    "Link it into the plugin (a static library), or tell LA IT to install it.");
  return std::move(notes).finish(fmt::format("{} from {}",
                                             counted(length(elf.imports.size()), "imported symbol", "imported symbols"),
                                             counted(length(elf.needed.size()), "library", "libraries")));
}

Check check_build(const ElfFile& elf) {
  Notebook notes("build");
  if (elf.executable_stack)
    notes.error("stack", "The plugin asks for a stack that can be executed, which the sandbox refuses.",
                "Link with -z noexecstack, and look for assembly without a .note.GNU-stack section.");
  if (elf.text_relocations)
    notes.warning("text-relocations", "The plugin's code is changed while it is loaded (text relocations).",
                  "Compile everything in it with -fPIC.");
  if (!elf.read_only_relocations)
    notes.warning("relro", "The plugin's tables of addresses stay writable after loading (no RELRO).",
                  "Link with -z relro.");
  if (!elf.bound_at_start)
    notes.warning("bind-now", "The plugin's imports are only looked up when they are called (no BIND_NOW).",
                  "Link with -z now, so that a missing one shows when the plugin is loaded.");
  return std::move(notes).finish("stack, relocations and binding");
}

}  // namespace

std::vector<Check> check_statically(std::string_view bytes) {
  const auto elf = read_elf(bytes);
  if (elf.ok()) return {check_exports(*elf), check_imports(*elf), check_build(*elf)};
  Notebook notes("exports");
  notes.error("unreadable", fmt::format("The file cannot be a plugin because {}.", elf.error().message),
              "Check that it is the library that was built, for this machine, and whole.");
  return {std::move(notes).finish("the file's symbols")};
}

}  // namespace termwise::check
