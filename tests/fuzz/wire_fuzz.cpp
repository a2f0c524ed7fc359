// Everything that the daemon or the plugin host decodes, on arbitrary bytes. The first byte chooses the
// decoder. What is accepted must be what was meant: encoding it again gives the same bytes.
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <memory>

#include "wire/codec.h"
#include "wire/drill.h"
#include "wire/frames.h"
#include "wire/image.h"
#include "wire/manifest_check.h"

namespace {

using namespace termwise::wire;

template <typename Message>
void expect_same(const termwise::Result<Message>& message, std::string_view bytes) {
  if (message.ok() && encode(*message) != bytes) std::abort();
}

// Touches everything that a plugin could: what view() lets through must be readable.
std::uint64_t read_all(const ImageTables& view) {
  std::uint64_t sum = 0;
  for (const auto& table : view.tables())
    for (std::uint32_t c = 0; c < table.column_count; ++c) {
      const tw_column& column = table.columns[c];
      for (std::uint64_t row = 0; row < table.rows; ++row) {
        sum += column.reason[row] + (column.evidence == nullptr ? 0 : column.evidence[row]);
        if (column.type == TW_DECIMAL) {
          sum += static_cast<std::uint64_t>(static_cast<const std::int64_t*>(column.values)[row]);
          continue;
        }
        const auto* offsets = static_cast<const std::uint32_t*>(column.values);
        for (std::uint32_t i = offsets[row]; i < offsets[row + 1]; ++i)
          sum += static_cast<unsigned char>(column.bytes[i]);
      }
    }
  return sum;
}

void read_image(std::string_view bytes) {
  // A copy of exactly this size, aligned as a mapping is, so that a read beyond the end is seen.
  struct Free {
    void operator()(void* memory) const { std::free(memory); }
  };
  const std::unique_ptr<void, Free> memory(bytes.empty() ? nullptr : std::malloc(bytes.size()));
  if (memory == nullptr) return;
  std::memcpy(memory.get(), bytes.data(), bytes.size());
  const auto view = ImageTables::view({static_cast<const std::byte*>(memory.get()), bytes.size()});
  static volatile std::uint64_t sink;
  if (view.ok()) sink = read_all(*view);
}

void read_frames(std::string_view bytes) {
  FrameReader reader;
  while (!bytes.empty()) {
    const std::size_t piece = bytes.size() < 7 ? bytes.size() : 7;
    reader.feed(bytes.substr(0, piece));
    bytes.remove_prefix(piece);
    while (true) {
      const auto frame = reader.next();
      if (!frame.ok()) return;
      if (!frame->has_value()) break;
      (void)decode_findings((*frame)->payload);
      (void)decode_done((*frame)->payload);
      expect_same(decode_failure((*frame)->payload), (*frame)->payload);
      expect_same(decode_drill_request((*frame)->payload), (*frame)->payload);
      expect_same(decode_drill_report((*frame)->payload), (*frame)->payload);
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  switch (data[0] % 5) {
    case 0: {
      const auto manifest = decode_manifest(bytes);
      expect_same(manifest, bytes);
      if (manifest.ok()) (void)check_manifest(*manifest);
      break;
    }
    case 1:
      expect_same(decode_input(bytes), bytes);
      break;
    case 2:
      expect_same(decode_finding(bytes), bytes);
      break;
    case 3:
      read_image(bytes);
      break;
    default:
      read_frames(bytes);
      break;
  }
  return 0;
}
