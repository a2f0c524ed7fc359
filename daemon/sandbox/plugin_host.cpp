#include "sandbox/plugin_host.h"

#include <utility>

#include <fmt/format.h>

#include "sandbox/child.h"
#include "sandbox/conversation.h"
#include "sandbox/finding_gate.h"
#include "sandbox/forbidden.h"
#include "sandbox/sealed_memory.h"
#include "sandbox/wording.h"
#include "wire/codec.h"
#include "wire/frames.h"
#include "wire/manifest_check.h"

namespace termwise::sandbox {
namespace {

using Clock = std::chrono::steady_clock;

// What the host says of its plugin, as an ending.
Verdict verdict_of(std::string_view payload) {
  const auto failure = wire::decode_failure(payload);
  if (!failure.ok()) return {Ending::malformed, failure.error().message};
  Ending ending = Ending::failed;
  switch (failure->kind) {
    case wire::FailureKind::refused:
      ending = Ending::refused;
      break;
    case wire::FailureKind::threw:
      ending = Ending::threw;
      break;
    case wire::FailureKind::failed:
      ending = Ending::failed;
      break;
    case wire::FailureKind::malformed:
      ending = Ending::malformed;
      break;
    case wire::FailureKind::out_of_memory:
      ending = Ending::out_of_memory;
      break;
    case wire::FailureKind::timed_out:
      ending = Ending::timed_out;
      break;
    case wire::FailureKind::forbidden:
      return {Ending::forbidden, what_a_call_does(failure->detail)};
  }
  return {ending, failure->detail};
}

Verdict unexpected() { return {Ending::malformed, "its host said something that does not belong here"}; }

struct Call {
  const std::filesystem::path& program;
  const PluginFile& plugin;
  const Limits& limits;
  int image_fd = -1;
  std::uint64_t image_bytes = 0;
  wire::FrameType request = wire::FrameType::describe;
  std::string payload = {};
};

Limits with_stop(Limits limits, int stop_fd) {
  if (limits.stop_fd < 0) limits.stop_fd = stop_fd;
  return limits;
}

Result<Outcome> call_host(Call call, const OnFrame& on_answer) {
  const auto started = Clock::now();
  const Limits& limits = call.limits;
  const auto deadline = started + limits.deadline;
  // The clock on the wall is the deadline; the processor's is there in case this process is no longer.
  const auto cpu =
      std::chrono::ceil<std::chrono::seconds>(limits.deadline + 2 * limits.grace) + std::chrono::seconds(1);
  // The facts are not the plugin's to answer for, so they come on top of its memory.
  TERMWISE_TRY(Child child, Child::start({call.program, call.plugin.fd(), call.image_fd, deadline, cpu,
                                          limits.memory_bytes + call.image_bytes}));
  std::string request;
  wire::append_frame(request, call.request, call.payload);
  Outcome outcome;
  bool first = true;
  const auto on_frame = [&](const wire::Frame& frame) -> std::optional<Verdict> {
    const bool before_all = std::exchange(first, false);
    if (frame.type != wire::FrameType::unconfined) return on_answer(frame);
    const auto lacking = wire::decode_unconfined(frame.payload);
    if (!lacking.ok() || !before_all) return unexpected();
    outcome.lacking = *lacking;
    return std::nullopt;
  };
  Transcript transcript = converse(std::move(child), std::move(request), limits, deadline, on_frame);

  const Verdict verdict = transcript.verdict ? *transcript.verdict : judge(transcript.end, limits);
  outcome.ending = verdict.ending;
  outcome.sentence = sentence(verdict, std::filesystem::path(call.plugin.name()).filename().string(), limits);
  outcome.wall = std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - started);
  outcome.cpu = transcript.end.cpu;
  outcome.peak_memory_bytes = transcript.end.peak_memory_bytes;
  outcome.standard_error = std::move(transcript.standard_error);
  return outcome;
}

}  // namespace

Result<Description> PluginHost::describe(const PluginFile& plugin, const Limits& wanted) const {
  const Limits limits = with_stop(wanted, stop_fd_);
  Description description;
  const auto on_frame = [&](const wire::Frame& frame) -> std::optional<Verdict> {
    if (frame.type == wire::FrameType::failed) return verdict_of(frame.payload);
    if (frame.type != wire::FrameType::manifest) return unexpected();
    auto manifest = wire::decode_manifest(frame.payload);
    if (!manifest.ok()) return Verdict{Ending::refused, manifest.error().message};
    if (const auto sound = wire::check_manifest(*manifest); !sound.ok())
      return Verdict{Ending::refused, sound.error().message};
    description.manifest = std::move(manifest).value();
    return Verdict{Ending::completed, {}};
  };
  TERMWISE_TRY(description.outcome, call_host({program_, plugin, limits}, on_frame));
  if (description.outcome.ending != Ending::completed) description.manifest.reset();
  return description;
}

Result<SealedFacts> SealedFacts::seal(std::span<const std::byte> image) {
  TERMWISE_TRY(SealedMemory memory, SealedMemory::create("termwise-facts"));
  TERMWISE_CHECK(memory.append(image));
  TERMWISE_TRY(UniqueFd fd, std::move(memory).seal());
  return SealedFacts(std::move(fd), image.size());
}

Result<Evaluation> PluginHost::evaluate(const PluginFile& plugin, const wire::Manifest& manifest,
                                        const wire::Input& input, std::span<const std::byte> image,
                                        std::span<const std::int64_t> subjects, const Limits& limits) const {
  TERMWISE_TRY(const SealedFacts facts, SealedFacts::seal(image));
  return evaluate(plugin, manifest, input, facts, subjects, limits);
}

Result<Evaluation> PluginHost::evaluate(const PluginFile& plugin, const wire::Manifest& manifest,
                                        const wire::Input& input, const SealedFacts& facts,
                                        std::span<const std::int64_t> subjects, const Limits& wanted) const {
  const Limits limits = with_stop(wanted, stop_fd_);
  Evaluation evaluation;
  FindingGate gate(manifest, input, subjects);
  const auto take_findings = [&](std::string_view payload) -> std::optional<Verdict> {
    auto findings = wire::decode_findings(payload);
    if (!findings.ok()) return Verdict{Ending::malformed, findings.error().message};
    // The host sends no empty ones, and somebody else could send them without end.
    if (findings->empty()) return unexpected();
    for (auto& finding : *findings) {
      if (evaluation.findings.size() >= limits.findings)
        return Verdict{Ending::too_much_output, fmt::format("more than {} findings", limits.findings)};
      if (auto verdict = gate.check(finding)) return verdict;
      evaluation.findings.push_back(std::move(finding));
    }
    return std::nullopt;
  };
  const auto on_frame = [&](const wire::Frame& frame) -> std::optional<Verdict> {
    if (frame.type == wire::FrameType::failed) return verdict_of(frame.payload);
    if (frame.type == wire::FrameType::findings) return take_findings(frame.payload);
    if (frame.type != wire::FrameType::done) return unexpected();
    const auto count = wire::decode_done(frame.payload);
    if (!count.ok()) return Verdict{Ending::malformed, count.error().message};
    if (*count != evaluation.findings.size()) return unexpected();
    return Verdict{Ending::completed, {}};
  };
  Call call{program_, plugin, limits};
  call.image_fd = facts.fd();
  call.image_bytes = facts.size();
  call.request = wire::FrameType::evaluate;
  call.payload = wire::encode(input);
  TERMWISE_TRY(evaluation.outcome, call_host(std::move(call), on_frame));
  if (evaluation.outcome.ending != Ending::completed) evaluation.findings.clear();
  return evaluation;
}

Result<Drilled> PluginHost::drill(const PluginFile& plugin, const wire::DrillRequest& request,
                                  std::span<const std::byte> image, const Limits& wanted) const {
  const Limits limits = with_stop(wanted, stop_fd_);
  TERMWISE_TRY(SealedMemory memory, SealedMemory::create("termwise-facts"));
  TERMWISE_CHECK(memory.append(image));
  TERMWISE_TRY(const UniqueFd image_fd, std::move(memory).seal());

  Drilled drilled;
  const auto on_frame = [&](const wire::Frame& frame) -> std::optional<Verdict> {
    if (frame.type == wire::FrameType::failed) return verdict_of(frame.payload);
    if (frame.type != wire::FrameType::drilled) return unexpected();
    auto report = wire::decode_drill_report(frame.payload);
    if (!report.ok()) return Verdict{Ending::malformed, report.error().message};
    drilled.report = std::move(report).value();
    return Verdict{Ending::completed, {}};
  };
  Call call{program_, plugin, limits};
  call.image_fd = image_fd.get();
  call.image_bytes = image.size();
  call.request = wire::FrameType::drill;
  call.payload = wire::encode(request);
  TERMWISE_TRY(drilled.outcome, call_host(std::move(call), on_frame));
  return drilled;
}

}  // namespace termwise::sandbox
