#include "host/confine.h"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/resource.h>

#include <cerrno>

#include <fmt/format.h>

#include "base/file.h"

namespace termwise::host {

Result<void> confine_before_loading() {
  const struct rlimit none { 0, 0 };
  if (::setrlimit(RLIMIT_FSIZE, &none) != 0 || ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 ||
      ::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0)
    return Error{ExitCode::internal, fmt::format("the plugin host cannot confine itself: {}", system_message(errno))};
  return {};
}

Result<void> require_sealed(int fd) {
  constexpr int kSeals = F_SEAL_WRITE | F_SEAL_GROW | F_SEAL_SHRINK | F_SEAL_SEAL;
  const int seals = ::fcntl(fd, F_GET_SEALS);
  if (seals < 0 || (seals & kSeals) != kSeals)
    return Error{ExitCode::internal, fmt::format("descriptor {} of the plugin host is not sealed", fd)};
  return {};
}

}  // namespace termwise::host
