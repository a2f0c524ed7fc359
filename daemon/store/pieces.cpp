#include "store/pieces.h"

#include <algorithm>

#include <fmt/format.h>
#include <zstd.h>

#include "store/sql_texts.h"

namespace termwise::store {
namespace {

// The archive is written while the database is waited for, so speed counts; level 1 already halves such files twice.
constexpr int kLevel = 1;

Error zstd_failed(std::size_t code) {
  return {ExitCode::internal, fmt::format("Compressing for the archive failed: {}.", ZSTD_getErrorName(code))};
}

}  // namespace

struct PieceWriter::Compressor {
  ZSTD_CCtx* context = ZSTD_createCCtx();
  std::string output = std::string(ZSTD_compressBound(kPieceBytes), '\0');

  Compressor() = default;
  ~Compressor() { ZSTD_freeCCtx(context); }
  Compressor(const Compressor&) = delete;
  Compressor& operator=(const Compressor&) = delete;
};

PieceWriter::PieceWriter(const Sha256& object)
    : object_(object), compressor_(std::make_unique<Compressor>()), rows_(sql::copy_archive_pieces, 3) {
  raw_.reserve(kPieceBytes);
}

PieceWriter::~PieceWriter() = default;

Result<void> PieceWriter::add(std::span<const std::byte> bytes) {
  std::string_view rest(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  bytes_ += rest.size();
  while (raw_.size() + rest.size() >= kPieceBytes) {
    if (raw_.empty()) {
      TERMWISE_CHECK(compress(rest.substr(0, kPieceBytes)));
      rest.remove_prefix(kPieceBytes);
      continue;
    }
    const std::size_t wanted = kPieceBytes - raw_.size();
    raw_ += rest.substr(0, wanted);
    rest.remove_prefix(wanted);
    TERMWISE_CHECK(compress(raw_));
    raw_.clear();
  }
  raw_ += rest;
  return {};
}

Result<void> PieceWriter::finish() {
  if (!raw_.empty()) TERMWISE_CHECK(compress(raw_));
  raw_.clear();
  return {};
}

Result<void> PieceWriter::compress(std::string_view piece) {
  std::string& output = compressor_->output;
  const std::size_t size = ZSTD_compressCCtx(compressor_->context, output.data(), output.size(), piece.data(),
                                             piece.size(), kLevel);
  if (ZSTD_isError(size) != 0) return zstd_failed(size);
  rows_.row();
  rows_.sha256(object_);
  rows_.number32(++ordinal_);
  rows_.bytes(std::string_view(output).substr(0, size));
  return {};
}

Result<std::string> decompress_piece(std::string_view compressed) {
  std::string piece(kPieceBytes, '\0');
  const std::size_t size = ZSTD_decompress(piece.data(), piece.size(), compressed.data(), compressed.size());
  if (ZSTD_isError(size) != 0)
    return Error{ExitCode::internal,
                 fmt::format("A piece of the archive cannot be read: {}. Restore the database from a backup.",
                             ZSTD_getErrorName(size))};
  piece.resize(size);
  return piece;
}

}  // namespace termwise::store
