// A libpq connection for binary COPY, which libpqxx does not have, and the rows that go into it. For this folder only.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <cstring>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/sha256.h"
#include "school/value.h"

struct pg_conn;

namespace termwise::store {

class CopyRows;

// Statements and COPYs of one transaction at a time.
class Bulk {
 public:
  static Result<std::unique_ptr<Bulk>> open(const std::string& url);
  ~Bulk();
  Bulk(const Bulk&) = delete;
  Bulk& operator=(const Bulk&) = delete;

  // Error (exit 70): a transaction is open already.
  Result<void> begin();
  Result<void> commit();
  void roll_back();  // whatever the state; the connection is usable afterwards or says so at begin()

  // Runs body() -> Result<void> in a transaction that is committed if it succeeds.
  template <typename Body>
  Result<void> in_transaction(Body&& body) {
    TERMWISE_CHECK(begin());
    Result<void> result = body();
    if (result.ok()) result = commit();
    if (!result.ok()) roll_back();
    return result;
  }

  // One statement; what the first row has, nothing for a NULL; no row: an empty list.
  using Row = std::vector<std::optional<std::string>>;
  Result<Row> row(const char* sql, const std::vector<std::optional<std::string>>& parameters = {});
  Result<std::vector<Row>> rows(const char* sql, const std::vector<std::optional<std::string>>& parameters = {});

  // Sends the rows gathered so far and empties them. The COPY stays open until another table or statement needs the
  // connection, so that a table's rows may come in many pieces.
  Result<void> send(CopyRows& rows);
  // Ends the open COPY, if there is one, and says whether the server took its rows. Before `rows` goes.
  Result<void> end_copy();

 private:
  explicit Bulk(pg_conn* connection) : connection_(connection) {}
  Error failure(const char* doing) const;

  pg_conn* connection_;
  const CopyRows* copying_ = nullptr;
};

// Rows for one table in the binary format of COPY, gathered in memory.
class CopyRows {
 public:
  // `statement` is "COPY table (columns) FROM STDIN (FORMAT binary)" and outlives this; `fields` are its columns.
  CopyRows(const char* statement, std::int16_t fields) : statement_(statement), fields_(fields) {}

  void row() { put(static_cast<std::uint16_t>(fields_)); }
  void null() { put(~std::uint32_t{0}); }
  void number16(std::int64_t value) { put(std::uint32_t{2}), put(static_cast<std::uint16_t>(value)); }
  void number32(std::int64_t value) { put(std::uint32_t{4}), put(static_cast<std::uint32_t>(value)); }
  void number64(std::int64_t value) { put(std::uint32_t{8}), put(static_cast<std::uint64_t>(value)); }
  void day(std::chrono::year_month_day value) {  // of the column type date
    number32((std::chrono::sys_days(value) - kFirstDate).count());
  }
  void flag(bool value) {
    put(std::uint32_t{1}), append(value ? std::string_view("\1", 1) : std::string_view("\0", 1));
  }
  void text(std::string_view value) { put(static_cast<std::uint32_t>(value.size())), append(value); }
  void bytes(std::string_view value) { text(value); }
  void sha256(const Sha256& value) { bytes({reinterpret_cast<const char*>(value.bytes.data()), value.bytes.size()}); }
  void texts(std::span<const std::string> values);
  void uuid(const std::array<std::uint8_t, 16>& value) {
    bytes({reinterpret_cast<const char*>(value.data()), value.size()});
  }
  // A bytea of `count` numbers, four bytes each, the highest first: the place of the first.
  char* begin_packed(std::size_t count) {
    const std::size_t size = count * sizeof(std::uint32_t);
    put(static_cast<std::uint32_t>(size));
    char* const place = reserve(size);
    used_ += size;
    return place;
  }
  static void pack(char* place, std::int32_t value) {
    const std::uint32_t wire = big_endian(static_cast<std::uint32_t>(value));
    std::memcpy(place, &wire, sizeof wire);
  }
  // A text[] whose elements are written one by one: begin_texts(n), n times element() or null(), end_array().
  void begin_texts(std::size_t count) { begin_array(count, kTextOid); }
  // A bigint[] likewise, with number64() or null().
  void begin_numbers(std::size_t count) { begin_array(count, kBigintOid); }
  void end_array();
  // Three fields: units, scale, reason.
  void value(const std::optional<school::Value>& value);

  // Room for `bytes` more; what is written there counts after advance().
  char* reserve(std::size_t bytes) {
    if (buffer_.size() - used_ < bytes) grow(bytes);
    return buffer_.data() + used_;
  }
  void advance(std::size_t bytes) { used_ += bytes; }

  std::size_t size() const { return used_; }
  bool empty() const { return used_ == 0; }

 private:
  friend class Bulk;
  static constexpr std::chrono::sys_days kFirstDate = std::chrono::year(2000) / 1 / 1;  // PostgreSQL's day 0
  static constexpr std::uint32_t kTextOid = 25;
  static constexpr std::uint32_t kBigintOid = 20;

  static std::uint16_t big_endian(std::uint16_t value) { return __builtin_bswap16(value); }
  static std::uint32_t big_endian(std::uint32_t value) { return __builtin_bswap32(value); }
  static std::uint64_t big_endian(std::uint64_t value) { return __builtin_bswap64(value); }

  template <typename Unsigned>
  void put(Unsigned value) {
    const Unsigned wire = big_endian(value);
    std::memcpy(reserve(sizeof wire), &wire, sizeof wire);
    used_ += sizeof wire;
  }
  void append(std::string_view bytes) {
    if (bytes.empty()) return;  // its pointer may be null, which memcpy must not be given
    std::memcpy(reserve(bytes.size()), bytes.data(), bytes.size());
    used_ += bytes.size();
  }
  void begin_array(std::size_t count, std::uint32_t element_oid);
  void grow(std::size_t bytes);

  const char* statement_;
  std::int16_t fields_;
  std::vector<char> buffer_;
  std::size_t used_ = 0;
  std::size_t array_at_ = 0;  // where the open array's length stands
};

}  // namespace termwise::store
