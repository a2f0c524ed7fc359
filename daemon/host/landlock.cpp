#include "host/landlock.h"

#include <fcntl.h>
#include <linux/landlock.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>

#include <fmt/format.h>

#include "base/file.h"
#include "base/unique_fd.h"

namespace termwise::host {
namespace {

// The system's header may be older than the kernel, so what came after ABI 2 is written out here.
struct Ruleset {
  std::uint64_t files = 0;
  std::uint64_t network = 0;  // from ABI 4
  std::uint64_t scope = 0;    // from ABI 6
};
constexpr std::uint64_t kTruncate = 1ull << 14;  // ABI 3
constexpr std::uint64_t kIoctlDev = 1ull << 15;  // ABI 5
constexpr std::uint64_t kAllNetwork = 0b11;      // bind and connect TCP
constexpr std::uint64_t kAllScopes = 0b11;       // abstract Unix sockets, signals
constexpr std::uint64_t kFilesOfAbi1 = (LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1;

// Where the dynamic loader finds what a plugin is linked with. The plugin itself is a sealed memfd, which no rule can
// name and none need allow.
constexpr const char* kReadable[] = {"/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib", "/etc/ld.so.cache"};

Error refused(const char* what) {
  return Error{ExitCode::internal, fmt::format("Landlock {}: {}", what, system_message(errno))};
}

// The size of the structure that a kernel of this ABI knows.
std::size_t size_for(long abi) {
  if (abi >= 6) return sizeof(Ruleset);
  return abi >= 4 ? 2 * sizeof(std::uint64_t) : sizeof(std::uint64_t);
}

Ruleset all_of(long abi) {
  Ruleset all;
  all.files = kFilesOfAbi1;
  if (abi >= 2) all.files |= LANDLOCK_ACCESS_FS_REFER;
  if (abi >= 3) all.files |= kTruncate;
  if (abi >= 4) all.network = kAllNetwork;
  if (abi >= 5) all.files |= kIoctlDev;
  if (abi >= 6) all.scope = kAllScopes;
  return all;
}

// What a machine does not have needs no rule.
Result<void> allow_reading(int ruleset, const char* path) {
  const UniqueFd place(::open(path, O_PATH | O_CLOEXEC));
  if (!place) return {};
  landlock_path_beneath_attr rule{};
  // Mapping a library needs no right to execute: that one is for starting programs.
  rule.allowed_access = LANDLOCK_ACCESS_FS_READ_FILE;
  rule.parent_fd = place.get();
  if (::syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule, 0) != 0)
    return refused("does not take a rule");
  return {};
}

}  // namespace

Result<bool> leave_only_libraries() {
  const long abi = ::syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION);
  if (abi < 1) return false;  // not built in, switched off at boot, or held back by a container
  const Ruleset all = all_of(abi);
  const UniqueFd ruleset(static_cast<int>(::syscall(SYS_landlock_create_ruleset, &all, size_for(abi), 0)));
  if (!ruleset) return refused("makes no set of rules");
  for (const char* path : kReadable) TERMWISE_CHECK(allow_reading(ruleset.get(), path));
  if (::syscall(SYS_landlock_restrict_self, ruleset.get(), 0) != 0) return refused("does not apply its rules");
  return true;
}

}  // namespace termwise::host
