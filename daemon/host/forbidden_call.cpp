#include "host/forbidden_call.h"

#include <signal.h>

#include <cstddef>
#include <cstdlib>
#include <string>

#include <fmt/format.h>

#include "host/channel.h"
#include "wire/frames.h"

namespace termwise::host {
namespace {

constexpr std::size_t kDigits = 10;

std::string report;  // made ready beforehand: the handler may have interrupted malloc. Its last bytes are the number
int report_socket = -1;
alignas(16) char handler_stack[32 << 10];  // the plugin's own may be exhausted

void refuse(int, siginfo_t* about, void*) {
  auto number = static_cast<unsigned>(about->si_syscall);
  for (std::size_t digit = 1; digit <= kDigits; ++digit, number /= 10)
    report[report.size() - digit] = static_cast<char>('0' + number % 10);
  send_all(report_socket, report.data(), report.size());
  wait_for_the_end(report_socket);
}

}  // namespace

void report_forbidden_calls_to(int socket) {
  wire::append_frame(report, wire::FrameType::failed,
                     wire::encode(wire::Failure{wire::FailureKind::forbidden, std::string(kDigits, '0')}));
  report_socket = socket;
  stack_t stack{};
  stack.ss_sp = handler_stack;
  stack.ss_size = sizeof handler_stack;
  struct sigaction action {};
  action.sa_sigaction = refuse;
  action.sa_flags = SA_SIGINFO | SA_ONSTACK;
  if (::sigaltstack(&stack, nullptr) != 0 || ::sigaction(SIGSYS, &action, nullptr) != 0) std::abort();
}

}  // namespace termwise::host
