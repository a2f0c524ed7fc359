// Cuts a stream of bytes into the archive's pieces and compresses them. For this folder only.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/sha256.h"
#include "store/bulk.h"

namespace termwise::store {

inline constexpr std::size_t kPieceBytes = 1u << 20;  // uncompressed

class PieceWriter {
 public:
  explicit PieceWriter(const Sha256& object);
  ~PieceWriter();

  Result<void> add(std::span<const std::byte> bytes);
  Result<void> finish();  // the last, shorter piece

  CopyRows& rows() { return rows_; }  // compressed pieces that wait to be sent
  std::uint64_t bytes() const { return bytes_; }

 private:
  struct Compressor;
  Result<void> compress(std::string_view bytes, bool last);

  Sha256 object_;
  std::unique_ptr<Compressor> compressor_;
  std::size_t in_piece_ = 0;  // bytes of the piece that is being made
  std::int32_t ordinal_ = 0;
  std::uint64_t bytes_ = 0;
  CopyRows rows_;
};

// Error (exit 70): not a piece that PieceWriter made.
Result<std::string> decompress_piece(std::string_view compressed);

}  // namespace termwise::store
