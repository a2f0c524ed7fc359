#include "host/evaluation.h"

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "base/text.h"
#include "host/from_abi.h"
#include "host/to_abi.h"
#include "wire/codec.h"
#include "wire/limits.h"

namespace termwise::host {
namespace {

using wire::FailureKind;

// What the callbacks share. They never throw: a plugin's frames lie between them and the host.
struct Session {
  Channel& channel;
  std::int64_t deadline;
  bool told_to_stop = false;
  std::optional<std::string> failure = std::nullopt;

  bool late() {
    const auto now = std::chrono::steady_clock::now().time_since_epoch();
    if (std::chrono::duration_cast<std::chrono::nanoseconds>(now).count() >= deadline) told_to_stop = true;
    return told_to_stop;
  }
};

int32_t take_finding(void* context, const tw_finding* given) noexcept {
  auto& session = *static_cast<Session*>(context);
  if (session.late()) return TW_STOP;
  const auto finding = finding_from(given);
  // The run has failed, whatever the plugin would do next.
  if (!finding.ok()) session.channel.fail(FailureKind::malformed, finding.error().message);
  const std::string encoded = wire::encode(*finding);
  if (encoded.size() > wire::kMaximumFindingBytes)
    session.channel.fail(FailureKind::malformed, fmt::format("a finding takes {} bytes, and at most {} are allowed",
                                                             encoded.size(), wire::kMaximumFindingBytes));
  session.channel.add_finding(encoded);
  return TW_OK;
}

void take_failure(void* context, tw_text sentence) noexcept {
  auto& session = *static_cast<Session*>(context);
  if (session.failure) return;
  const bool usable = sentence.data != nullptr && sentence.size <= wire::kMaximumTextBytes;
  session.failure = usable ? std::string(sentence.data, sentence.size) : std::string();
}

int32_t is_cancelled(void* context) noexcept { return static_cast<Session*>(context)->late() ? 1 : 0; }

}  // namespace

void run_evaluation(Channel& channel, const tw_rules& rules, const wire::Input& input, std::span<const tw_table> tables,
                    std::int64_t deadline) {
  const InputImage shown(input, tables);
  Session session{channel, deadline};
  const tw_emit_host host{sizeof host, 0, &session, take_finding, take_failure, is_cancelled};
  const int32_t answer = rules.evaluate(shown.get(), &host);
  if (session.told_to_stop) channel.fail(FailureKind::timed_out, {});
  if (session.failure && !session.failure->empty()) channel.fail(FailureKind::failed, quote(*session.failure, 400));
  if (session.failure || answer == TW_FAILED) channel.fail(FailureKind::failed, "nothing about the reason");
  if (answer != TW_OK)
    channel.fail(FailureKind::malformed,
                 fmt::format("its evaluate function answered {}, which has no meaning here", answer));
  channel.finish(wire::FrameType::done, wire::encode_done(channel.findings()));
}

}  // namespace termwise::host
