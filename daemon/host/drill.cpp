#include "host/drill.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <vector>

#include "host/to_abi.h"
#include "wire/drill.h"
#include "wire/image.h"

namespace termwise::host {
namespace {

using wire::DrillKind;
using wire::FailureKind;

constexpr std::uint64_t kMostAfter = 1000;  // findings after which a plugin is taken to be deaf

struct Session {
  Channel& channel;
  wire::Drill drill;
  wire::DrillReport report = {};
  bool over = false;  // the callback has said that it takes no more
};

[[noreturn]] void finish(Session& session) {
  session.channel.finish(wire::FrameType::drilled, wire::encode(session.report));
}

int32_t take_finding(void* context, const tw_finding*) noexcept {
  auto& session = *static_cast<Session*>(context);
  if (session.over) {
    if (++session.report.findings_after >= kMostAfter) finish(session);
  } else {
    ++session.report.findings;
    session.over = session.drill.kind == DrillKind::cancelled || session.report.findings >= session.drill.at;
  }
  if (!session.over) return TW_OK;
  return session.drill.kind == DrillKind::refuse ? TW_FAILED : TW_STOP;
}

void take_failure(void*, tw_text) noexcept {}

int32_t is_cancelled(void* context) noexcept {
  const auto& session = *static_cast<Session*>(context);
  return session.drill.kind == DrillKind::cancelled || (session.over && session.drill.kind == DrillKind::stop) ? 1 : 0;
}

void ask_for_extensions(const Entry& entry, Session& session) {
  if (entry.extension == nullptr) return;
  // One that was never heard of, one that is nearly the known one, a later revision, and none.
  for (const std::string_view id : {"tw.no-such-extension/1", "tw.rules/", "tw.rules/10", "tw.rules/2147483647"})
    if (entry.extension(borrowed(id)) != nullptr) session.report.invented = id;
  if (entry.extension(borrowed({})) != nullptr) session.report.invented = "(the empty text)";
}

}  // namespace

void run_drill(Channel& channel, const Entry& entry, std::span<const std::byte> image, const std::string& payload) {
  const auto request = wire::decode_drill_request(payload);
  if (!request.ok()) channel.fail(FailureKind::malformed, request.error().message);
  const auto tables = wire::ImageTables::view(image);
  if (!tables.ok()) channel.fail(FailureKind::malformed, tables.error().message);
  Session session{channel, request->drill};
  if (request->drill.kind == DrillKind::extensions) {
    ask_for_extensions(entry, session);
    finish(session);
  }
  const auto rules = find_rules(entry);
  if (!rules.ok()) channel.fail(FailureKind::refused, rules.error().message);

  const InputImage shown(request->input, tables->tables());
  const tw_emit_host host{sizeof host, 0, &session, take_finding, take_failure, is_cancelled};
  session.report.answer = rules->evaluate(shown.get(), &host);
  finish(session);
}

}  // namespace termwise::host
