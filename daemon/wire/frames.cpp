#include "wire/frames.h"

#include <cstring>

#include "wire/bytes.h"
#include "wire/codec.h"
#include "wire/limits.h"

namespace termwise::wire {
namespace {

constexpr std::size_t kHeaderBytes = 8;
// A batch is sent once it holds this much: large enough to make few writes, small enough to keep memory flat.
constexpr std::size_t kBatchBytes = 128 << 10;
static_assert(kBatchBytes + kMaximumFindingBytes + 8 <= kMaximumFrameBytes);

Error broken(std::string_view what, std::string_view problem) {
  return Error{ExitCode::internal, fmt::format("a {} cannot be accepted: {}.", what, problem)};
}

}  // namespace

void append_frame(std::string& out, FrameType type, std::string_view payload) {
  ByteWriter writer(out);
  writer.number(static_cast<std::uint32_t>(payload.size()));
  writer.number(static_cast<std::uint32_t>(type));
  out += payload;
}

void FrameReader::feed(std::string_view bytes) {
  buffer_.erase(0, position_);
  position_ = 0;
  buffer_ += bytes;
}

Result<std::optional<Frame>> FrameReader::next() {
  if (pending() < kHeaderBytes) return std::optional<Frame>();
  ByteReader header(std::string_view(buffer_).substr(position_, kHeaderBytes));
  const auto size = header.number<std::uint32_t>();
  const auto type = header.number<std::uint32_t>();
  if (size > kMaximumFrameBytes)
    return broken("frame", fmt::format("it announces {} bytes, and at most {} are allowed", size, kMaximumFrameBytes));
  if (type < static_cast<std::uint32_t>(FrameType::describe) || type > static_cast<std::uint32_t>(FrameType::drilled))
    return broken("frame", fmt::format("its type is {}, which does not exist", type));
  if (pending() < kHeaderBytes + size) return std::optional<Frame>();
  const auto payload = std::string_view(buffer_).substr(position_ + kHeaderBytes, size);
  position_ += kHeaderBytes + size;
  return std::optional(Frame{static_cast<FrameType>(type), payload});
}

void FindingBatch::add(std::string_view encoded) { ByteWriter(payload_).text(encoded); }

bool FindingBatch::full() const { return payload_.size() >= kBatchBytes; }

void FindingBatch::flush_to(std::string& out) {
  if (empty()) return;
  append_frame(out, FrameType::findings, payload_);
  payload_.clear();
}

Result<std::vector<Finding>> decode_findings(std::string_view payload) {
  std::vector<Finding> findings;
  while (!payload.empty()) {
    ByteReader reader(payload);
    const auto size = reader.number<std::uint32_t>();
    if (reader.failed() || size > reader.rest().size()) return broken("batch of findings", "it ends too early");
    TERMWISE_TRY(Finding finding, decode_finding(reader.rest().substr(0, size)));
    findings.push_back(std::move(finding));
    payload = reader.rest().substr(size);
  }
  return findings;
}

std::string encode_done(std::uint64_t findings) {
  std::string payload;
  ByteWriter(payload).number(findings);
  return payload;
}

Result<std::uint64_t> decode_done(std::string_view payload) {
  ByteReader reader(payload);
  const auto count = reader.number<std::uint64_t>();
  if (reader.failed() || !reader.at_end()) return broken("final count", "its size is wrong");
  return count;
}

std::string encode(const Failure& failure) {
  std::string_view detail = failure.detail;
  if (detail.size() > kMaximumTextBytes) {
    std::size_t end = kMaximumTextBytes;
    while (end > 0 && (static_cast<unsigned char>(detail[end]) & 0xC0) == 0x80) --end;
    detail = detail.substr(0, end);
  }
  std::string payload;
  ByteWriter writer(payload);
  writer.number(static_cast<std::uint32_t>(failure.kind));
  writer.text(detail);
  return payload;
}

Result<Failure> decode_failure(std::string_view payload) {
  ByteReader reader(payload);
  const auto kind = reader.number<std::uint32_t>();
  const auto detail = reader.text("detail", kMaximumTextBytes);
  if (!reader.failed() && !reader.at_end()) reader.fail("it goes on after its end");
  if (!reader.failed() && (kind < static_cast<std::uint32_t>(FailureKind::refused) ||
                           kind > static_cast<std::uint32_t>(FailureKind::forbidden)))
    reader.fail(fmt::format("its kind is {}, which does not exist", kind));
  if (reader.failed()) return broken("report of a failure", reader.problem());
  return Failure{static_cast<FailureKind>(kind), std::string(detail)};
}

std::string encode(const Unconfined& unconfined) {
  std::string payload;
  ByteWriter writer(payload);
  writer.number(static_cast<std::uint8_t>(unconfined.landlock ? 1 : 0));
  writer.number(static_cast<std::uint8_t>(unconfined.seccomp ? 1 : 0));
  return payload;
}

Result<Unconfined> decode_unconfined(std::string_view payload) {
  ByteReader reader(payload);
  const auto landlock = reader.number<std::uint8_t>();
  const auto seccomp = reader.number<std::uint8_t>();
  if (!reader.failed() && (!reader.at_end() || landlock > 1 || seccomp > 1)) reader.fail("it says neither yes nor no");
  if (reader.failed()) return broken("report of what is lacking", reader.problem());
  return Unconfined{landlock == 1, seccomp == 1};
}

}  // namespace termwise::wire
