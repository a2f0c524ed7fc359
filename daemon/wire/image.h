// The facts image: a run's tables in one block of bytes, little-endian, every buffer 64-byte aligned, offsets
// instead of pointers. The daemon builds it, seals it in a memfd and hashes it; the plugin host maps it
// read-only and shows it to the plugin as tw_table. The same tables give the same bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <termwise/abi.h>

#include "base/result.h"

namespace termwise::wire {

inline constexpr std::uint32_t kMaximumTables = 64;
inline constexpr std::uint32_t kMaximumColumns = 4096;    // of one table
inline constexpr std::uint64_t kMaximumRows = 4'000'000;  // of one table
inline constexpr std::uint64_t kMaximumImageBytes = 1ull << 32;

class ImageBuilder {
 public:
  ImageBuilder();
  ~ImageBuilder();
  ImageBuilder(ImageBuilder&&) noexcept;
  ImageBuilder& operator=(ImageBuilder&&) noexcept;

  // Starts a table; the columns that follow belong to it and must each have `rows` entries.
  void begin_table(std::string_view name, std::uint64_t rows);
  // values[r] / 10^scale; reasons[r] is TW_PRESENT or why there is none (whatever stands beside it then
  // becomes 0 or the empty string). evidence may be empty.
  void add_decimals(std::string_view name, std::uint32_t scale, std::span<const std::int64_t> values,
                    std::span<const std::uint8_t> reasons, std::span<const std::uint32_t> evidence);
  void add_strings(std::string_view name, std::span<const std::string> values, std::span<const std::uint8_t> reasons,
                   std::span<const std::uint32_t> evidence);
  // The finished image. Error (exit 65) when a limit above is passed, naming it, or (exit 70) when a column
  // does not fit its table.
  Result<std::vector<std::byte>> finish();

 private:
  struct Layout;
  std::unique_ptr<Layout> layout_;
};

// Tables as the ABI shows them, pointing into the image, which must outlive them.
class ImageTables {
 public:
  // Checks every offset, count and alignment, that string offsets never fall, that reasons are known and that
  // text is UTF-8. Error (exit 70) names what is wrong. Buffers are 64-byte aligned if the image is (a
  // mapping always is); an image that is not even 8-byte aligned is refused.
  static Result<ImageTables> view(std::span<const std::byte> image);

  ImageTables(ImageTables&&) noexcept = default;
  ImageTables& operator=(ImageTables&&) noexcept = default;

  std::span<const tw_table> tables() const { return tables_; }

 private:
  ImageTables() = default;
  std::vector<tw_table> tables_;
  std::vector<std::vector<tw_column>> columns_;
};

}  // namespace termwise::wire
