#include "host/confine.h"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/resource.h>

#include <cerrno>

#include <fmt/format.h>

#include "base/file.h"
#include "host/forbidden_call.h"
#include "host/landlock.h"
#include "host/system_calls.h"

namespace termwise::host {

Result<wire::Unconfined> confine_before_loading(int socket) {
  const struct rlimit none { 0, 0 };
  if (::setrlimit(RLIMIT_FSIZE, &none) != 0 || ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 ||
      ::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0)
    return Error{ExitCode::internal, fmt::format("the plugin host cannot confine itself: {}", system_message(errno))};
#ifdef TERMWISE_SANITIZED  // sanitizers make system calls and read files of their own
  static_cast<void>(socket);
  return wire::Unconfined{true, true};
#else
  wire::Unconfined lacking;
  TERMWISE_TRY(const bool files, leave_only_libraries());
  lacking.landlock = !files;
  report_forbidden_calls_to(socket);
  TERMWISE_TRY(const bool calls, allow_only_calls_for(Stage::loading));
  lacking.seccomp = !calls;
  return lacking;
#endif
}

Result<void> confine_after_loading(const wire::Unconfined& lacking) {
  if (lacking.seccomp) return {};
  TERMWISE_CHECK(allow_only_calls_for(Stage::running));
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
