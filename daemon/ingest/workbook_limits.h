// How large and how deep a workbook may be. Publishers' workbooks stay far below; what is above is a mistake or an
// attack. (Tests and the fuzz target lower some of them, so that they need no large files.)
#pragma once

#include <cstddef>
#include <cstdint>

#include "ingest/ingest.h"

namespace termwise::ingest {

inline constexpr std::uint64_t kMaximumWorkbookBytes = 64ull << 20;  // of the file, as it was published
inline constexpr std::uint64_t kMaximumZipEntries = 2'000;
inline constexpr std::uint64_t kMaximumZipDirectoryBytes = 1ull << 20;
inline constexpr std::uint64_t kMaximumPartBytes = 1ull << 30;      // of one part, unpacked
inline constexpr std::uint64_t kMaximumUnpackedBytes = 2ull << 30;  // of all parts that are read
inline constexpr std::uint64_t kMaximumCompressionRatio = 200;      // of a part's bytes, unpacked to packed
inline constexpr std::uint64_t kBytesOfAnyRatio = 1ull << 20;       // so many may be packed more closely
inline constexpr std::size_t kMaximumXmlDepth = 64;                 // elements within elements
inline constexpr std::size_t kMaximumXmlMemory = 16u << 20;         // of the parser: names, and what it holds of a tag
inline constexpr std::size_t kMaximumRelationships = 2'000;         // of one part
inline constexpr std::size_t kMaximumLinkBytes = 1'024;             // of a relationship's id, kind or target
inline constexpr std::size_t kMaximumSheets = 255;
inline constexpr std::size_t kMaximumCellFormats = 65'536;           // Excel's own limit is 65,490
inline constexpr std::size_t kMaximumSharedStrings = 1'000'000;      // texts
inline constexpr std::size_t kMaximumSharedStringBytes = 64u << 20;  // of all of them
inline constexpr std::size_t kMaximumCellBytes = 131'072;            // Excel's 32,767 characters, of four bytes
inline constexpr std::uint32_t kMaximumWorkbookRows = 1'048'576;     // Excel's own
inline constexpr std::uint32_t kMaximumWorkbookColumns = 16'384;     // Excel's own, for cells that hold nothing
inline constexpr std::uint64_t kMaximumTextBytes = 1ull << 30;       // of the text that one sheet becomes

struct WorkbookLimits {
  std::uint64_t zip_entries = kMaximumZipEntries;
  std::uint64_t zip_directory_bytes = kMaximumZipDirectoryBytes;
  std::uint64_t part_bytes = kMaximumPartBytes;
  std::uint64_t unpacked_bytes = kMaximumUnpackedBytes;
  std::uint64_t compression_ratio = kMaximumCompressionRatio;
  std::size_t relationships = kMaximumRelationships;
  std::size_t sheets = kMaximumSheets;
  std::size_t cell_formats = kMaximumCellFormats;
  std::size_t shared_strings = kMaximumSharedStrings;
  std::size_t shared_string_bytes = kMaximumSharedStringBytes;
  std::size_t columns = kMaximumColumns;
  std::uint64_t text_bytes = kMaximumTextBytes;
};

}  // namespace termwise::ingest
