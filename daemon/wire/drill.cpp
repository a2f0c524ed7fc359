#include "wire/drill.h"

#include "wire/bytes.h"
#include "wire/codec.h"
#include "wire/limits.h"

namespace termwise::wire {
namespace {

Error broken(std::string_view what, std::string_view problem) {
  return Error{ExitCode::internal, fmt::format("a {} cannot be accepted: {}.", what, problem)};
}

}  // namespace

std::string encode(const DrillRequest& request) {
  std::string payload;
  ByteWriter writer(payload);
  writer.number(static_cast<std::uint32_t>(request.drill.kind));
  writer.number(request.drill.at);
  payload += encode(request.input);
  return payload;
}

Result<DrillRequest> decode_drill_request(std::string_view payload) {
  ByteReader reader(payload);
  const auto kind = reader.number<std::uint32_t>();
  const auto at = reader.number<std::uint32_t>();
  if (!reader.failed() &&
      (kind < static_cast<std::uint32_t>(DrillKind::stop) || kind > static_cast<std::uint32_t>(DrillKind::extensions)))
    reader.fail(fmt::format("its kind is {}, which does not exist", kind));
  if (reader.failed()) return broken("drill", reader.problem());
  TERMWISE_TRY(Input input, decode_input(reader.rest()));
  return DrillRequest{{static_cast<DrillKind>(kind), at}, std::move(input)};
}

std::string encode(const DrillReport& report) {
  std::string payload;
  ByteWriter writer(payload);
  writer.number(report.answer);
  writer.number(report.findings);
  writer.number(report.findings_after);
  writer.text(report.invented);
  return payload;
}

Result<DrillReport> decode_drill_report(std::string_view payload) {
  ByteReader reader(payload);
  DrillReport report;
  report.answer = reader.number<std::int32_t>();
  report.findings = reader.number<std::uint64_t>();
  report.findings_after = reader.number<std::uint64_t>();
  report.invented = reader.text("extension", kMaximumNameBytes);
  if (!reader.failed() && !reader.at_end()) reader.fail("it goes on after its end");
  if (reader.failed()) return broken("report of a drill", reader.problem());
  return report;
}

}  // namespace termwise::wire
