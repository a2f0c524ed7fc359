#include "host/memory_guard.h"

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstddef>
#include <new>
#include <string>

#include "host/channel.h"
#include "wire/frames.h"

namespace termwise::host {
namespace {

// Made ready beforehand: when it is needed there is no memory.
char report[64];
std::size_t report_size = 0;
int report_socket = -1;

[[noreturn]] void memory_exhausted() {
  send_all(report_socket, report, report_size);
  wait_for_the_end(report_socket);
}

}  // namespace

void report_exhausted_memory_to(int socket) {
  std::string frame;
  wire::append_frame(frame, wire::FrameType::failed, wire::encode(wire::Failure{wire::FailureKind::out_of_memory, {}}));
  static_assert(sizeof report >= 16);
  report_size = std::min(frame.size(), sizeof report);
  std::copy_n(frame.begin(), report_size, report);
  report_socket = socket;
  std::set_new_handler(memory_exhausted);
}

#ifndef TERMWISE_SANITIZED  // their own malloc must stay in place

namespace {

void* answered(void* memory) {
  if (memory == nullptr && report_socket >= 0 && errno == ENOMEM) memory_exhausted();
  return memory;
}

}  // namespace

#endif

}  // namespace termwise::host

#ifndef TERMWISE_SANITIZED

// glibc's own functions under other names. Defining malloc here, in the program, puts this in front of them for every
// library in the process, plugins included.
extern "C" {
void* __libc_malloc(std::size_t size);
void* __libc_calloc(std::size_t count, std::size_t size);
void* __libc_realloc(void* memory, std::size_t size);

void* malloc(std::size_t size) { return termwise::host::answered(__libc_malloc(size)); }
void* calloc(std::size_t count, std::size_t size) { return termwise::host::answered(__libc_calloc(count, size)); }
void* realloc(void* memory, std::size_t size) {
  void* moved = __libc_realloc(memory, size);
  return size == 0 ? moved : termwise::host::answered(moved);
}
}

#endif
