#include "store/pieces.h"

#include <fmt/format.h>
#include <zstd.h>

#include "store/sql_texts.h"

namespace termwise::store {
namespace {

// The archive is written while the database is waited for, so speed counts; level 1 already halves such files twice.
constexpr int kLevel = 1;

Error zstd_failed(std::string_view why) {
  return {ExitCode::internal, fmt::format("Compressing for the archive failed: {}.", why)};
}

}  // namespace

// Compresses as the bytes come, not a piece at once: the server would wait for each.
struct PieceWriter::Compressor {
  ZSTD_CCtx* context = ZSTD_createCCtx();
  std::string output = std::string(ZSTD_compressBound(kPieceBytes), '\0');
  std::size_t used = 0;

  Compressor() { ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, kLevel); }
  ~Compressor() { ZSTD_freeCCtx(context); }
  Compressor(const Compressor&) = delete;
  Compressor& operator=(const Compressor&) = delete;
};

PieceWriter::PieceWriter(const Sha256& object)
    : object_(object), compressor_(std::make_unique<Compressor>()), rows_(sql::copy_archive_pieces, 3) {}

PieceWriter::~PieceWriter() = default;

Result<void> PieceWriter::add(std::span<const std::byte> bytes) {
  std::string_view rest(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  while (!rest.empty()) {
    const std::string_view part = rest.substr(0, kPieceBytes - in_piece_);
    rest.remove_prefix(part.size());
    bytes_ += part.size();
    in_piece_ += part.size();
    TERMWISE_CHECK(compress(part, in_piece_ == kPieceBytes));
  }
  return {};
}

Result<void> PieceWriter::finish() { return in_piece_ == 0 ? Result<void>() : compress({}, true); }

Result<void> PieceWriter::compress(std::string_view bytes, bool last) {
  Compressor& to = *compressor_;
  ZSTD_inBuffer input{bytes.data(), bytes.size(), 0};
  ZSTD_outBuffer output{to.output.data(), to.output.size(), to.used};
  const std::size_t left = ZSTD_compressStream2(to.context, &output, &input, last ? ZSTD_e_end : ZSTD_e_continue);
  if (ZSTD_isError(left) != 0) return zstd_failed(ZSTD_getErrorName(left));
  if (input.pos != input.size || (last && left != 0)) return zstd_failed("the output is larger than its bound");
  to.used = output.pos;
  if (!last) return {};
  rows_.row();
  rows_.sha256(object_);
  rows_.number32(++ordinal_);
  rows_.bytes(std::string_view(to.output).substr(0, to.used));
  to.used = 0;
  in_piece_ = 0;
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
