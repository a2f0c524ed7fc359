#include "store/archive.h"

#include <fmt/format.h>

#include "store/pieces.h"
#include "store/session.h"
#include "store/sql_texts.h"

namespace termwise::store {
namespace {

std::string key(const Sha256& hash) {
  return bytea_of({reinterpret_cast<const char*>(hash.bytes.data()), hash.bytes.size()});
}

Result<void> write_plugin(Bulk& bulk, const Sha256& sha256, std::string_view name, std::string_view binary,
                          std::string_view manifest) {
  TERMWISE_CHECK(bulk.row(sql::lock_plugins));
  TERMWISE_TRY(const Bulk::Row found, bulk.row(sql::find_plugin, {key(sha256)}));
  if (!found.empty()) return {};
  TERMWISE_CHECK(bulk.row(sql::add_archive_object, {key(sha256), std::to_string(binary.size()), "plugin"}));
  PieceWriter pieces(sha256);
  TERMWISE_CHECK(pieces.add(std::as_bytes(std::span(binary.data(), binary.size()))));
  TERMWISE_CHECK(pieces.finish());
  TERMWISE_CHECK(bulk.send(pieces.rows()));
  TERMWISE_CHECK(bulk.row(sql::add_plugin, {key(sha256), std::string(name), bytea_of(manifest)}));
  return {};
}

}  // namespace

struct ArchiveReader::State {
  Reader* reader = nullptr;
  Sha256 object;
  std::uint64_t bytes_left = 0;
  int ordinal = 0;
};

ArchiveReader::ArchiveReader(std::unique_ptr<State> state) : state_(std::move(state)) {}
ArchiveReader::~ArchiveReader() = default;
ArchiveReader::ArchiveReader(ArchiveReader&&) noexcept = default;
ArchiveReader& ArchiveReader::operator=(ArchiveReader&&) noexcept = default;

Result<ArchiveReader> ArchiveReader::open(Reader& reader, const Sha256& sha256) {
  return reader.session().read([&](pqxx::transaction_base& transaction) -> Result<ArchiveReader> {
    const pqxx::result found = transaction.exec_params(sql::find_archive_object, key(sha256));
    if (found.empty())
      return Error{ExitCode::data,
                   fmt::format("The archive of this database holds nothing with the sha256 {}.", sha256.hex())};
    auto state = std::make_unique<State>();
    state->reader = &reader;
    state->object = sha256;
    state->bytes_left = found[0][0].as<std::uint64_t>();
    return ArchiveReader(std::move(state));
  });
}

Result<std::string> ArchiveReader::next() {
  if (state_->bytes_left == 0) return std::string();
  return state_->reader->session().read([&](pqxx::transaction_base& transaction) -> Result<std::string> {
    const pqxx::result found = transaction.exec_params(sql::read_archive_piece, key(state_->object), ++state_->ordinal);
    if (found.empty())
      return Error{ExitCode::internal,
                   fmt::format("Piece {} of {} is not in the archive. Restore the database from a backup.",
                               state_->ordinal, state_->object.hex())};
    TERMWISE_TRY(std::string piece, decompress_piece(bytes_of(found[0][0])));
    state_->bytes_left -= std::min<std::uint64_t>(state_->bytes_left, piece.size());
    return piece;
  });
}

Result<std::string> read_archived(Reader& reader, const Sha256& hash) {
  TERMWISE_TRY(ArchiveReader pieces, ArchiveReader::open(reader, hash));
  std::string all;
  while (true) {
    TERMWISE_TRY(const std::string piece, pieces.next());
    if (piece.empty()) break;
    all += piece;
  }
  if (sha256(all) != hash)
    return Error{ExitCode::internal,
                 fmt::format("The archive's copy of {} is damaged. Restore the database from a backup.", hash.hex())};
  return all;
}

Result<void> save_plugin(Database& database, const Sha256& sha256, std::string_view name, std::string_view binary,
                         std::string_view manifest) {
  TERMWISE_TRY(Bulk* const bulk, database.session().bulk());
  return bulk->in_transaction([&] { return write_plugin(*bulk, sha256, name, binary, manifest); });
}

Result<std::optional<std::string>> find_manifest(Reader& reader, const Sha256& sha256) {
  return reader.session().read([&](pqxx::transaction_base& transaction) -> Result<std::optional<std::string>> {
    const pqxx::result found = transaction.exec_params(sql::find_plugin, key(sha256));
    if (found.empty()) return std::optional<std::string>();
    return std::optional<std::string>(bytes_of(found[0][0]));
  });
}

}  // namespace termwise::store
