// Child processes: started with a known environment, user and files, and waited for without sleeping. Not for plugin
// hosts, whose confinement is sandbox/'s business.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "base/unique_fd.h"

namespace termwise {

struct UnixUser {
  std::string name;
  uid_t uid = 0;
  gid_t gid = 0;
  std::vector<gid_t> groups;  // all of them, gid included
};

// Empty where the machine has no such user.
std::optional<UnixUser> find_user(const std::string& name);
std::optional<UnixUser> find_user(uid_t uid);

// Whether `user` may enter the directory, asked of the kernel as that user. Only root can ask.
bool may_enter(const UnixUser& user, const std::filesystem::path& directory);

struct ProcessPlan {
  std::filesystem::path program;  // absolute
  std::vector<std::string> arguments;
  std::vector<std::string> environment;  // "NAME=value"; nothing is inherited
  std::filesystem::path directory;       // in which it starts
  std::optional<UnixUser> user;          // to drop to; only root can
  int output = -1;                       // where standard output and error go; -1: discarded
};

// Starts the program in a session of its own, so that a terminal's Ctrl-C does not reach it; standard input is empty
// and every other file is closed. Error (exit 69): it cannot be started.
Result<pid_t> start_process(const ProcessPlan& plan);

struct ProcessEnd {
  bool success = false;  // exited with 0
  std::string how;       // "exited with status 1", "was killed by signal 9"
  std::string output;    // the last kProcessOutputLimit bytes of standard output and error together
};

inline constexpr std::size_t kProcessOutputLimit = 65'536;

// Starts the program and waits for its end.
Result<ProcessEnd> run_process(ProcessPlan plan);

// Waits until the process has ended, or the time is over: false. Works for any process, and reaps it if it is a child.
bool wait_for_end(pid_t pid, std::chrono::milliseconds longest);

}  // namespace termwise
