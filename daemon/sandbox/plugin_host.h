// Runs a plugin in a process of its own and says how that went.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "sandbox/plugin_file.h"
#include "wire/drill.h"
#include "wire/frames.h"
#include "wire/messages.h"

namespace termwise::sandbox {

struct Limits {
  std::chrono::milliseconds deadline{60'000};
  std::chrono::milliseconds grace{1'000};     // between cancel and TERM, and between TERM and KILL
  std::uint64_t memory_bytes = 1ull << 30;    // address space; not applied in sanitizer builds
  std::uint64_t output_bytes = 512ull << 20;  // of all messages together
  std::uint32_t findings = 1'000'000;
  std::uint64_t message_bytes = 64ull << 20;  // on standard output and error
  int stop_fd = -1;                           // the call ends as soon as this is readable; -1: never before its time
};

// How a call ended. Everything but `completed` is a failed run that changes nothing else.
enum class Ending {
  completed,
  refused,           // not loadable: not a plugin, another ABI, a broken manifest
  crashed,           // ended by a signal of its own making
  timed_out,         // still running at the deadline
  out_of_memory,     // asked for more than the memory limit
  exited,            // called exit() before it was done
  threw,             // let an exception escape
  failed,            // said itself that it could not do its work
  outside_snapshot,  // emitted a finding about a subject that it was not given
  malformed,         // emitted something that breaks its own manifest or the protocol
  too_much_output,   // passed the limit on findings, bytes or messages
  forbidden,         // made a system call that a plugin may not make
  killed,            // ended by somebody else: the machine, or a person
  quarantined,       // not run at all, because it crashed before
  stopped            // ended because Termwise itself was told to stop, or had lost its claim
};

std::string_view name(Ending ending);  // "timed_out"
// Whether the same call may well go better a little later; what a plugin gets wrong it gets wrong again.
bool may_pass(Ending ending);
// Whether the plugin did harm to its own process, or had to be ended by force. Two of these in a row put it into
// quarantine (store/quarantine.h); what it says or emits wrongly, and what others do to it, does not.
bool is_crash(Ending ending);

struct Outcome {
  Ending ending = Ending::completed;
  std::string sentence;  // names the plugin, what it did, which limit it hit, and what to do
  std::chrono::milliseconds wall{0};
  std::chrono::milliseconds cpu{0};
  std::uint64_t peak_memory_bytes = 0;
  std::string standard_error;  // its last 4 KiB
  wire::Unconfined lacking;    // what this machine's kernel cannot do of the confinement
};

struct Drilled {
  Outcome outcome;
  wire::DrillReport report;  // when completed
};

struct Description {
  Outcome outcome;
  std::optional<wire::Manifest> manifest;  // when completed
};

struct Evaluation {
  Outcome outcome;
  std::vector<wire::Finding> findings;  // when completed; in the order of emission
};

// A facts image that nobody can change any more, the daemon included: as a plugin is given it.
class SealedFacts {
 public:
  // Errors (exit 75): no memory or no descriptors.
  static Result<SealedFacts> seal(std::span<const std::byte> image);
  int fd() const { return fd_.get(); }
  std::uint64_t size() const { return size_; }

 private:
  SealedFacts(UniqueFd fd, std::uint64_t size) : fd_(std::move(fd)), size_(size) {}
  UniqueFd fd_;
  std::uint64_t size_;
};

class PluginHost {
 public:
  // `program` is termwise-plugin-host. `stop_fd`, if there is one, stands for the limits' own where those have none.
  explicit PluginHost(std::filesystem::path program, int stop_fd = -1)
      : program_(std::move(program)), stop_fd_(stop_fd) {}

  // Errors (exit 70, 75) only when the process cannot be started; what the plugin does is the outcome.
  Result<Description> describe(const PluginFile& plugin, const Limits& limits) const;

  // `subjects` are the URNs in the facts, sorted: a finding about any other ends the run.
  // `manifest` is what describe() returned for the same file: findings must use its rules, outcomes and templates.
  Result<Evaluation> evaluate(const PluginFile& plugin, const wire::Manifest& manifest, const wire::Input& input,
                              const SealedFacts& facts, std::span<const std::int64_t> subjects,
                              const Limits& limits) const;
  // The same over a facts image that is sealed for this one call.
  Result<Evaluation> evaluate(const PluginFile& plugin, const wire::Manifest& manifest, const wire::Input& input,
                              std::span<const std::byte> image, std::span<const std::int64_t> subjects,
                              const Limits& limits) const;

  // An evaluation in which the host behaves as it rarely does, for `termwise plugin check`. No finding comes of it.
  Result<Drilled> drill(const PluginFile& plugin, const wire::DrillRequest& request, std::span<const std::byte> image,
                        const Limits& limits) const;

 private:
  std::filesystem::path program_;
  int stop_fd_;
};

}  // namespace termwise::sandbox
