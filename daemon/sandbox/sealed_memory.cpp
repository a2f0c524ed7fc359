#include "sandbox/sealed_memory.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>

#include <fmt/format.h>

#include "base/file.h"

namespace termwise::sandbox {
namespace {

Error no_memory(int error_number) {
  return Error{ExitCode::try_again, fmt::format("Memory for the plugin host could not be had: {}. Free some memory on "
                                                "this machine and try again.",
                                                system_message(error_number))};
}

}  // namespace

Result<SealedMemory> SealedMemory::create(const char* name) {
  UniqueFd fd(::memfd_create(name, MFD_CLOEXEC | MFD_ALLOW_SEALING));
  if (!fd) return no_memory(errno);
  return SealedMemory(std::move(fd));
}

Result<void> SealedMemory::append(std::span<const std::byte> bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::write(fd_.get(), bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return no_memory(errno);
    bytes = bytes.subspan(static_cast<std::size_t>(count));
  }
  return {};
}

Result<UniqueFd> SealedMemory::seal() && {
  if (::fcntl(fd_.get(), F_ADD_SEALS, F_SEAL_WRITE | F_SEAL_GROW | F_SEAL_SHRINK | F_SEAL_SEAL) != 0)
    return no_memory(errno);
  return std::move(fd_);
}

}  // namespace termwise::sandbox
