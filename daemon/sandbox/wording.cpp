#include "sandbox/wording.h"

#include <sys/wait.h>

#include <csignal>
#include <cstring>

#include <fmt/format.h>

#include "base/text.h"
#include "sandbox/forbidden.h"
#include "wire/frames.h"

namespace termwise::sandbox {
namespace {

constexpr std::size_t kDetailBytes = 500;  // of what a plugin says, within a sentence

std::string signal_name(int number) {
  const char* name = ::sigabbrev_np(number);
  return name == nullptr ? fmt::format("signal {}", number) : fmt::format("SIG{}", name);
}

std::string what_a_signal_means(int number) {
  switch (number) {
    case SIGSEGV:
      return "it read or wrote memory that is not its own, or called itself without end";
    case SIGBUS:
      return "it reached for memory that does not exist, as happens when a plugin's file is cut short";
    case SIGABRT:
      return "it gave up by calling abort(), as a failed assertion or an exception that nothing catches does";
    case SIGFPE:
      return "it divided by zero";
    case SIGILL:
      return "it ran into something that is no machine instruction";
    case SIGXFSZ:
      return "it tried to write a file";
    default:
      return "a signal ended it";
  }
}

// A limit on the address space shows as a refused allocation, which a plugin that does not look turns into a
// crash. By then nearly all of the limit is in use.
bool nearly_all_used(const ChildEnd& end, const Limits& limits) {
  return end.peak_memory_bytes >= limits.memory_bytes / 8 * 7;
}

std::string duration(std::chrono::milliseconds time) {
  if (time.count() % 1000 == 0) return counted(time.count() / 1000, "second", "seconds");
  return fmt::format("{:g} seconds", static_cast<double>(time.count()) / 1000.0);
}

std::string megabytes(std::uint64_t bytes) {
  return counted(static_cast<long long>(bytes >> 20), "megabyte", "megabytes");
}

// A clause from the other side, without control characters, cut, and without an end of its own.
std::string clause(std::string_view detail) {
  const std::string quoted = quote(detail, 2 * kDetailBytes);
  std::string text = quoted.substr(1, quoted.size() - 2);
  while (!text.empty() && text.back() == '.') text.pop_back();
  // Nor within quotation marks at its end.
  constexpr std::string_view kQuotedEnd = ".'";
  if (text.size() >= kQuotedEnd.size() && text.substr(text.size() - kQuotedEnd.size()) == kQuotedEnd)
    text.erase(text.size() - kQuotedEnd.size(), 1);
  return text;
}

constexpr std::string_view kAskAuthor = "Nothing of this run was kept. Ask the plugin's author to correct it.";

}  // namespace

std::string_view name(Ending ending) {
  switch (ending) {
    case Ending::completed:
      return "completed";
    case Ending::refused:
      return "refused";
    case Ending::crashed:
      return "crashed";
    case Ending::timed_out:
      return "timed_out";
    case Ending::out_of_memory:
      return "out_of_memory";
    case Ending::exited:
      return "exited";
    case Ending::threw:
      return "threw";
    case Ending::failed:
      return "failed";
    case Ending::outside_snapshot:
      return "outside_snapshot";
    case Ending::malformed:
      return "malformed";
    case Ending::too_much_output:
      return "too_much_output";
    case Ending::forbidden:
      return "forbidden";
    case Ending::killed:
      return "killed";
    case Ending::quarantined:
      return "quarantined";
    case Ending::stopped:
      return "stopped";
  }
  return "";
}

bool may_pass(Ending ending) {
  return ending == Ending::crashed || ending == Ending::timed_out || ending == Ending::out_of_memory ||
         ending == Ending::killed;
}

bool is_crash(Ending ending) {
  return ending == Ending::crashed || ending == Ending::timed_out || ending == Ending::out_of_memory ||
         ending == Ending::exited || ending == Ending::forbidden;
}

Verdict judge(const ChildEnd& end, const Limits& limits) {
  if (WIFEXITED(end.wait_status)) {
    const int code = WEXITSTATUS(end.wait_status);
    if (code == wire::kLostSocketExit)
      return {Ending::malformed, "it closed the descriptor over which its host answers"};
    return {Ending::exited, fmt::format("exit({})", code)};
  }
  const int number = WTERMSIG(end.wait_status);
  if (number == SIGSYS) return {Ending::forbidden, std::string(kUnnamedCall)};
  if (number == SIGXCPU) return {Ending::timed_out, {}};
  const bool ran_dry = nearly_all_used(end, limits) && number != SIGFPE && number != SIGILL;
  // Nobody here sent this KILL, so the kernel did when the machine (or the service's own limit) had no memory
  // left.
  if (ran_dry || (number == SIGKILL && end.peak_memory_bytes >= limits.memory_bytes / 2))
    return {Ending::out_of_memory, {}};
  if (number == SIGKILL || number == SIGTERM || number == SIGHUP || number == SIGINT)
    return {Ending::killed, signal_name(number)};
  return {Ending::crashed, fmt::format("{} ({})", what_a_signal_means(number), signal_name(number))};
}

std::string sentence(const Verdict& verdict, const std::string& plugin, const Limits& limits) {
  const std::string what = clause(verdict.detail);
  switch (verdict.ending) {
    case Ending::completed:
      return fmt::format("The plugin {} did its work.", plugin);
    case Ending::refused:
      return fmt::format("The plugin {} cannot be used: {}.", plugin, what);
    case Ending::crashed:
      return fmt::format("The plugin {} crashed: {}. {}", plugin, what, kAskAuthor);
    case Ending::timed_out:
      return fmt::format(
          "The plugin {} was stopped because it was still running after its deadline of {}. Nothing of this "
          "run was "
          "kept. Ask the plugin's author to make it faster, or raise deadline_seconds under [limits] in "
          "termwise.toml.",
          plugin, duration(limits.deadline));
    case Ending::out_of_memory:
      return fmt::format(
          "The plugin {} was stopped because it asked for more memory than its limit of {}. Nothing of this "
          "run was "
          "kept. Ask the plugin's author to use less, or raise memory_megabytes under [limits] in "
          "termwise.toml.",
          plugin, megabytes(limits.memory_bytes));
    case Ending::exited:
      return fmt::format(
          "The plugin {} ended its process with {} before it was done, where it should have returned. {}", plugin, what,
          kAskAuthor);
    case Ending::threw:
      return fmt::format("The plugin {} let an exception escape: {}. {}", plugin, what, kAskAuthor);
    case Ending::failed:
      return fmt::format("The plugin {} could not do its work and says: {}. Nothing of this run was kept.", plugin,
                         what);
    case Ending::outside_snapshot:
      return fmt::format("The plugin {} emitted {}, which is not among the schools it was given. {}", plugin, what,
                         kAskAuthor);
    case Ending::malformed:
      return fmt::format("The plugin {} broke the rules for plugins: {}. {}", plugin, what, kAskAuthor);
    case Ending::too_much_output:
      return fmt::format("The plugin {} was stopped because it emitted {}, which is the limit. {}", plugin, what,
                         kAskAuthor);
    case Ending::forbidden:
      return fmt::format("The plugin {} tried to {}, which plugins may not, and was stopped. {}", plugin, what,
                         kAskAuthor);
    case Ending::killed:
      return fmt::format(
          "The plugin {} was ended by something outside Termwise ({}), as the system does when the machine has no "
          "memory left. Nothing of this run was kept. Look into the system's journal for what ended it.",
          plugin, what);
    case Ending::quarantined:
      return fmt::format("The plugin {} was not run because it is in quarantine{}{}.", plugin, what.empty() ? "" : ": ",
                         what);
    case Ending::stopped:
      return fmt::format("The plugin {} was stopped because Termwise had to stop. It is run again.", plugin);
  }
  return {};
}

}  // namespace termwise::sandbox
