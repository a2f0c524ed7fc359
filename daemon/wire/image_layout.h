// How the facts image is laid out. All offsets count from the image's first byte; every buffer starts at a
// multiple of kImageAlignment. Header, tables and columns stand at the front, each as an array.
#pragma once

#include <cstdint>
#include <type_traits>

namespace termwise::wire {

inline constexpr std::uint64_t kImageAlignment = 64;
inline constexpr std::uint64_t kImageMagic = 0x3145'4741'4D49'5754;  // "TWIMAGE1" as bytes
inline constexpr std::uint32_t kImageVersion = 1;

struct ImageHeader {
  std::uint64_t magic;
  std::uint32_t version;
  std::uint32_t table_count;
  std::uint64_t image_bytes;
  std::uint64_t tables;  // offset of ImageTable[table_count]
};

struct ImageTable {
  std::uint64_t rows;
  std::uint64_t name;     // offset of its text
  std::uint64_t columns;  // offset of ImageColumn[column_count]
  std::uint32_t name_bytes;
  std::uint32_t column_count;
};

struct ImageColumn {
  std::uint32_t type;
  std::uint32_t scale;
  std::uint64_t name;
  std::uint64_t values;
  std::uint64_t reasons;
  std::uint64_t evidence;  // 0 where there is none at all
  std::uint64_t bytes;     // of strings
  std::uint64_t byte_count;
  std::uint32_t name_bytes;
  std::uint32_t reserved;
};

static_assert(sizeof(ImageHeader) == 32 && sizeof(ImageTable) == 32 && sizeof(ImageColumn) == 64);
static_assert(std::has_unique_object_representations_v<ImageHeader> &&
              std::has_unique_object_representations_v<ImageTable> &&
              std::has_unique_object_representations_v<ImageColumn>);

constexpr std::uint64_t aligned(std::uint64_t offset) {
  return (offset + kImageAlignment - 1) / kImageAlignment * kImageAlignment;
}

}  // namespace termwise::wire
