#include "store/bulk.h"

#include <libpq-fe.h>

#include <algorithm>
#include <bit>

#include <fmt/format.h>

#include "store/session.h"
#include "store/sql_texts.h"

namespace termwise::store {
namespace {

static_assert(std::endian::native == std::endian::little, "CopyRows swaps bytes");

constexpr std::string_view kSignature("PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0", 19);  // no flags, no extension
constexpr std::size_t kSlice = 64u << 10;  // libpq keeps a copy of what it is handed at once
constexpr std::string_view kTrailer("\377\377", 2);

struct ResultCloser {
  void operator()(PGresult* result) const { PQclear(result); }
};
using Answer = std::unique_ptr<PGresult, ResultCloser>;

Error refusal(const PGresult* answer) {
  const char* sqlstate = PQresultErrorField(answer, PG_DIAG_SQLSTATE);
  return sql_error(sqlstate == nullptr ? "" : sqlstate, PQresultErrorMessage(answer));
}

bool accepted(const PGresult* answer) {
  const ExecStatusType status = PQresultStatus(answer);
  return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_COPY_IN;
}

}  // namespace

Result<std::unique_ptr<Bulk>> Bulk::open(const std::string& url) {
  std::unique_ptr<Bulk> bulk(new Bulk(PQconnectdb(url.c_str())));
  if (PQstatus(bulk->connection_) != CONNECTION_OK) return sql_error("08006", PQerrorMessage(bulk->connection_));
  PQsetNoticeProcessor(
      bulk->connection_, [](void*, const char*) {}, nullptr);
  const Answer answer(PQexec(bulk->connection_, sql::set_up_session));
  if (!accepted(answer.get())) return refusal(answer.get());
  return bulk;
}

Bulk::~Bulk() { PQfinish(connection_); }

Error Bulk::failure(const char* doing) const {
  return sql_error("08006", fmt::format("{}: {}", doing, PQerrorMessage(connection_)));
}

Result<void> Bulk::begin() {
  if (PQtransactionStatus(connection_) != PQTRANS_IDLE)
    return Error{ExitCode::internal, "A database connection was asked to write two things at once."};
  TERMWISE_CHECK(row("BEGIN"));
  return {};
}

Result<void> Bulk::commit() {
  TERMWISE_CHECK(row("COMMIT"));
  return {};
}

void Bulk::roll_back() {
  if (copying_ != nullptr) {
    copying_ = nullptr;
    PQputCopyEnd(connection_, "given up");
    while (Answer(PQgetResult(connection_))) {
    }
  }
  if (PQtransactionStatus(connection_) != PQTRANS_IDLE) Answer(PQexec(connection_, "ROLLBACK"));
}

Result<Bulk::Row> Bulk::row(const char* sql, const std::vector<std::optional<std::string>>& parameters) {
  TERMWISE_TRY(std::vector<Row> all, rows(sql, parameters));
  return all.empty() ? Row() : std::move(all.front());
}

Result<std::vector<Bulk::Row>> Bulk::rows(const char* sql, const std::vector<std::optional<std::string>>& parameters) {
  TERMWISE_CHECK(end_copy());
  std::vector<const char*> texts;
  for (const auto& parameter : parameters) texts.push_back(parameter ? parameter->c_str() : nullptr);
  const Answer answer(
      PQexecParams(connection_, sql, static_cast<int>(texts.size()), nullptr, texts.data(), nullptr, nullptr, 0));
  if (!accepted(answer.get())) return refusal(answer.get());
  std::vector<Row> result(static_cast<std::size_t>(PQntuples(answer.get())));
  for (int r = 0; r < PQntuples(answer.get()); ++r)
    for (int c = 0; c < PQnfields(answer.get()); ++c)
      result[static_cast<std::size_t>(r)].push_back(PQgetisnull(answer.get(), r, c) != 0
                                                        ? std::nullopt
                                                        : std::optional<std::string>(PQgetvalue(answer.get(), r, c)));
  return result;
}

Result<void> Bulk::send(CopyRows& rows) {
  if (rows.empty()) return {};
  if (copying_ != &rows) {
    TERMWISE_CHECK(end_copy());
    const Answer answer(PQexec(connection_, rows.statement_));
    if (!accepted(answer.get())) return refusal(answer.get());
    copying_ = &rows;
    if (PQputCopyData(connection_, kSignature.data(), static_cast<int>(kSignature.size())) != 1)
      return failure("sending rows");
  }
  for (std::size_t at = 0; at < rows.used_; at += kSlice) {
    const std::size_t size = std::min(kSlice, rows.used_ - at);
    if (PQputCopyData(connection_, rows.buffer_.data() + at, static_cast<int>(size)) != 1)
      return failure("sending rows");
  }
  rows.used_ = 0;
  return {};
}

Result<void> Bulk::end_copy() {
  if (copying_ == nullptr) return {};
  copying_ = nullptr;
  if (PQputCopyData(connection_, kTrailer.data(), static_cast<int>(kTrailer.size())) != 1 ||
      PQputCopyEnd(connection_, nullptr) != 1)
    return failure("ending the rows");
  Result<void> result;
  while (const Answer answer{PQgetResult(connection_)})
    if (!accepted(answer.get()) && result.ok()) result = refusal(answer.get());
  return result;
}

void CopyRows::grow(std::size_t bytes) { buffer_.resize(std::max(buffer_.size() * 2, used_ + bytes + 4096)); }

void CopyRows::begin_array(std::size_t count, std::uint32_t element_oid) {
  array_at_ = used_;
  put(std::uint32_t{0});
  put(std::uint32_t{count == 0 ? 0u : 1u});  // dimensions
  put(std::uint32_t{1});                     // there may be NULLs
  put(element_oid);
  if (count == 0) return;
  put(static_cast<std::uint32_t>(count));
  put(std::uint32_t{1});  // the first index
}

void CopyRows::end_array() {
  const std::uint32_t wire = big_endian(static_cast<std::uint32_t>(used_ - array_at_ - sizeof(std::uint32_t)));
  std::memcpy(buffer_.data() + array_at_, &wire, sizeof wire);
}

void CopyRows::texts(std::span<const std::string> values) {
  begin_texts(values.size());
  for (const auto& value : values) text(value);
  end_array();
}

void CopyRows::value(const std::optional<school::Value>& value) {
  const Decimal* number = value ? value->number() : nullptr;
  if (number != nullptr) {
    number64(number->units());
    number16(number->scale());
  } else {
    null();
    null();
  }
  if (!value)
    null();
  else
    number16(number != nullptr ? 0 : static_cast<int>(*value->missing()));
}

}  // namespace termwise::store
