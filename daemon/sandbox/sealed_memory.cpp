#include "sandbox/sealed_memory.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <thread>

#include <fmt/format.h>

#include "base/file.h"

namespace termwise::sandbox {
namespace {

constexpr int kMostTries = 50;
constexpr std::chrono::milliseconds kBetweenTries{20};

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
  // Busy while the kernel has not yet let go of a page that was just written, on a machine with much to do.
  for (int tries = 1;; ++tries) {
    if (::fcntl(fd_.get(), F_ADD_SEALS, F_SEAL_WRITE | F_SEAL_GROW | F_SEAL_SHRINK | F_SEAL_SEAL) == 0)
      return std::move(fd_);
    if (errno != EBUSY || tries == kMostTries) return no_memory(errno);
    std::this_thread::sleep_for(kBetweenTries);
  }
}

}  // namespace termwise::sandbox
