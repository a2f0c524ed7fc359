// One termwise-plugin-host process, from fork to reaping: its descriptors, its limits, its end. Knows nothing
// of what is said over the socket.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>

#include "base/result.h"
#include "base/unique_fd.h"

namespace termwise::sandbox {

struct ChildRequest {
  const std::filesystem::path& program;
  int plugin_fd = -1;
  int image_fd = -1;  // -1: none
  std::chrono::steady_clock::time_point deadline;
  std::chrono::seconds cpu{0};  // processor time after which the kernel ends it
  std::uint64_t address_space_bytes = 0;
};

// How a process ended and what it used.
struct ChildEnd {
  int wait_status = 0;  // as wait(2) has it
  std::chrono::milliseconds cpu{0};
  std::uint64_t peak_memory_bytes = 0;
};

// Owns the process: the destructor kills its group and reaps it.
class Child {
 public:
  // Starts the process in a group of its own, with an empty environment and only the descriptors that it
  // needs. The kernel kills it when the *thread* that calls this ends (PR_SET_PDEATHSIG), so call it from a
  // thread that outlives the run. Errors: 70 when the program cannot be executed, 75 when the system has no
  // room for another process.
  static Result<Child> start(const ChildRequest& request);

  Child(Child&& other) noexcept;
  Child& operator=(Child&&) = delete;
  ~Child();

  int socket() const { return socket_.get(); }      // ours, does not block
  int messages() const { return messages_.get(); }  // its standard output and error, does not block
  int pidfd() const { return pidfd_.get(); }        // readable once the process has ended

  void note_memory();             // looks how much memory it has used; while it lives
  void signal(int number) const;  // to the whole group
  void close_socket() { socket_.reset(); }
  // Kills what is left of the group and waits for the process. Once.
  ChildEnd end();

 private:
  Child() = default;
  pid_t pid_ = -1;
  UniqueFd socket_;
  UniqueFd messages_;
  UniqueFd pidfd_;
  std::uint64_t inherited_memory_bytes_ = 0;
  std::uint64_t peak_memory_ = 0;
};

}  // namespace termwise::sandbox
