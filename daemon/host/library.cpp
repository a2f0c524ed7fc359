#define BOOST_DLL_USE_STD_FS
#include "host/library.h"

#include <unistd.h>

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <string_view>

#include <fmt/format.h>
#include <boost/dll/shared_library.hpp>

namespace termwise::host {
namespace {

constexpr char kEntryName[] = "tw_plugin_entry";
constexpr std::string_view kRules = TW_RULES_EXTENSION;

Error refusal(std::string clause) { return Error{ExitCode::unavailable, std::move(clause)}; }

bool is_elf(int fd) {
  char magic[4] = {};
  return ::pread(fd, magic, sizeof magic, 0) == sizeof magic && std::memcmp(magic, "\177ELF", sizeof magic) == 0;
}

// The loader's own words out of Boost's: "undefined symbol: tw_frobnicate".
std::string loader_words(std::string_view text, std::string_view path) {
  constexpr std::string_view kBefore = "(dlerror system message: ";
  if (const auto start = text.find(kBefore); start != std::string_view::npos) {
    text.remove_prefix(start + kBefore.size());
    text = text.substr(0, text.rfind(')'));
  }
  if (text.substr(0, path.size()) == path) {
    text.remove_prefix(path.size());
    while (!text.empty() && (text.front() == ':' || text.front() == ' ')) text.remove_prefix(1);
  }
  return std::string(text);
}

}  // namespace

Result<const tw_plugin*> load_library(int fd) {
  if (!is_elf(fd))
    return refusal(
        "it is not a shared library. Check that the file is the plugin and not, say, its source or a "
        "download's error page");
  const std::string path = fmt::format("/proc/self/fd/{}", fd);
  using Mode = boost::dll::load_mode::type;
  // Never unloaded: a destructor at exit could run code of the plugin after its last word.
  auto* library = new boost::dll::shared_library;
  try {
    library->load(path, static_cast<Mode>(boost::dll::load_mode::rtld_now | boost::dll::load_mode::rtld_local));
  } catch (const boost::dll::fs::system_error& error) {
    return refusal(
        fmt::format("the system cannot load it ({}). Ask its author for a build for this system, or install "
                    "the libraries that it needs",
                    loader_words(error.what(), path)));
  }
  if (!library->has(kEntryName))
    return refusal(
        fmt::format("it is a shared library without the symbol {}, so it is not a Termwise plugin. Check "
                    "the file, or ask its author to build it with the Termwise SDK",
                    kEntryName));
  return &library->get<const tw_plugin>(kEntryName);
}

Result<Entry> read_entry(const tw_plugin* entry) {
  // The numbers that every ABI starts with.
  struct {
    std::uint32_t size, abi_major, abi_minor;
  } head;
  static_assert(sizeof head == offsetof(tw_plugin, reserved));
  std::memcpy(&head, entry, sizeof head);
  const auto rebuild = [&](std::string_view remedy) {
    return refusal(fmt::format("it needs plugin ABI {}.{} and this host has {}.{}. {}", head.abi_major, head.abi_minor,
                               TW_ABI_MAJOR, TW_ABI_MINOR, remedy));
  };
  if (head.size < sizeof head) return refusal("its tw_plugin_entry is empty. Ask its author to fill it in");
  if (head.abi_major != TW_ABI_MAJOR)
    return rebuild(fmt::format("Ask its author for a build for ABI {}.{}", TW_ABI_MAJOR, TW_ABI_MINOR));
  if (head.abi_minor > TW_ABI_MINOR)
    return rebuild(fmt::format("Install a newer Termwise, or ask its author for a build for ABI {}.{}", TW_ABI_MAJOR,
                               TW_ABI_MINOR));
  tw_plugin whole{};
  std::memcpy(&whole, entry, std::min<std::size_t>(head.size, sizeof whole));
  if (whole.describe == nullptr)
    return refusal(
        "its tw_plugin_entry has no describe function, so it cannot say what it is. Ask its author to fill "
        "it in");
  return Entry{whole.abi_major, whole.abi_minor, whole.describe, whole.extension};
}

Result<tw_rules> find_rules(const Entry& entry) {
  const tw_text id{kRules.data(), static_cast<std::uint32_t>(kRules.size()), 0};
  const void* found = entry.extension == nullptr ? nullptr : entry.extension(id);
  if (found == nullptr)
    return refusal(
        fmt::format("it does not have the extension {}, which this host needs to run it. Ask its author to "
                    "add it",
                    kRules));
  std::uint32_t size = 0;
  std::memcpy(&size, found, sizeof size);
  tw_rules rules{};
  std::memcpy(&rules, found, std::min<std::size_t>(size, sizeof rules));
  if (size < sizeof size || rules.evaluate == nullptr)
    return refusal(fmt::format("its extension {} has no evaluate function. Ask its author to fill it in", kRules));
  return rules;
}

}  // namespace termwise::host
