#include "host/memory_guard.h"

#include <cerrno>
#include <cstddef>
#include <new>
#include <string>

#include "host/channel.h"
#include "wire/frames.h"

namespace termwise::host {
namespace {

std::string report;  // made ready beforehand: when it is needed there is no memory
int report_socket = -1;

[[noreturn]] void memory_exhausted() {
  send_all(report_socket, report.data(), report.size());
  wait_for_the_end(report_socket);
}

}  // namespace

void report_exhausted_memory_to(int socket) {
  wire::append_frame(report, wire::FrameType::failed,
                     wire::encode(wire::Failure{wire::FailureKind::out_of_memory, {}}));
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

// glibc's own functions under other names. Defining malloc here, in the program, puts this in front of them
// for every library in the process, plugins included.
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
