// A connection and how its failures become errors. For this folder only: no other header shows libpqxx or libpq.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <pqxx/pqxx>

#include "base/ids.h"
#include "base/result.h"
#include "base/sha256.h"
#include "school/value.h"
#include "store/bulk.h"

namespace termwise::store {

// The first line of what the server says, without its "ERROR:" and final full stop.
std::string server_words(std::string_view message);

// What a server's refusal means, by its SQLSTATE; its words are kept.
Error sql_error(std::string_view sqlstate, std::string_view message);

// The exception being handled, one of libpqxx's or std::bad_alloc, as an Error. Call it in a catch block only.
Error error_in_flight();

// Error (exit 78): the schema is older or newer than this program.
Result<void> check_schema(pqxx::transaction_base& transaction);

class Session {
 public:
  enum class Access { read_only, read_write };

  // Connects, checks that the schema is this program's, and becomes termwise_daemon.
  static Result<std::unique_ptr<Session>> open(const std::string& url, Access access);

  // Runs body(transaction) -> Result<T> in a transaction that the server keeps from writing.
  template <typename Body>
  auto read(Body&& body) -> decltype(body(std::declval<pqxx::transaction_base&>())) {
    try {
      pqxx::read_transaction transaction(connection_);
      if (auto same = same_connection(); !same) return same.error();
      return body(transaction);
    } catch (const std::exception&) {
      return error_in_flight();
    }
  }

  // Runs body(transaction) -> Result<T> and commits if it succeeded.
  template <typename Body>
  auto write(Body&& body) -> decltype(body(std::declval<pqxx::transaction_base&>())) {
    try {
      pqxx::work transaction(connection_);
      if (auto same = same_connection(); !same) return same.error();
      auto result = body(transaction);
      if (result.ok()) transaction.commit();
      return result;
    } catch (const std::exception&) {
      return error_in_flight();
    }
  }

  // Runs body(transaction) -> Result<T> with each statement a transaction of its own: one message to the server and back.
  template <typename Body>
  auto direct(Body&& body) -> decltype(body(std::declval<pqxx::transaction_base&>())) {
    try {
      pqxx::nontransaction transaction(connection_);
      if (auto same = same_connection(); !same) return same.error();
      return body(transaction);
    } catch (const std::exception&) {
      return error_in_flight();
    }
  }

  // Planned once, when it first runs, instead of each time; exec_prepared(name, ...) runs it.
  Session& prepared(const char* name, const char* sql);

  // The server ends a statement that takes longer.
  Result<void> limit_statements(std::chrono::milliseconds longest);

  // Whose beat this connection is set up for; 0: nobody's.
  std::int64_t program() const { return program_; }
  void set_program(std::int64_t program) { program_ = program; }

  // The connection for COPY, opened when it is first wanted. It has transactions of its own.
  Result<Bulk*> bulk();

 private:
  explicit Session(const std::string& url) : url_(url), connection_(url) {}
  Result<void> set_up(Access access);
  // libpqxx 6 silently reconnects; the new connection would lack the role and the read-only setting.
  Result<void> same_connection() const;

  std::string url_;
  pqxx::connection connection_;
  int backend_ = 0;
  std::int64_t program_ = 0;
  std::unique_ptr<Bulk> bulk_;
};

// ---- Fields and parameters ---------------------------------------------------------------------------------------

std::string bytes_of(const pqxx::field& hex_with_prefix);  // a bytea as the server prints it: \x0a0b
std::vector<std::string> texts_of(const pqxx::field& array);
std::vector<std::optional<std::string>> optional_texts_of(const pqxx::field& array);
std::vector<std::int64_t> numbers_of(const pqxx::field& array);
std::chrono::system_clock::time_point time_of(const pqxx::field& microseconds_since_1970);
std::optional<std::chrono::system_clock::time_point> optional_time_of(const pqxx::field& microseconds_since_1970);
std::string array_of(const std::vector<std::string>& texts);  // as a parameter cast to text[]
std::string array_of(const std::vector<std::int64_t>& numbers);
std::string array_of(const std::vector<Urn>& schools);
std::string bytea_of(std::string_view bytes);                 // as a parameter cast to bytea
std::string seconds_text(std::chrono::seconds length);        // as a parameter cast to interval
std::string text_of(const std::chrono::year_month_day& day);  // "2026-11-23"
std::chrono::year_month_day day_of(std::string_view text);
std::optional<std::chrono::year_month_day> optional_day_of(const pqxx::field& text);
std::optional<std::string> optional_text_of(const pqxx::field& text);
inline const char* or_null(const std::optional<std::string>& text) { return text ? text->c_str() : nullptr; }

// Errors (exit 70): the row breaks what the schema promises.
Result<Sha256> sha256_of(const pqxx::field& bytea);
Result<LaCode> la_code_of(const pqxx::field& text);
Result<AcademicYear> year_of(const pqxx::field& summer);
// A value in three neighbouring columns: units, scale, reason; none where reason is null.
Result<std::optional<school::Value>> value_of(const pqxx::row& row, int first_column);

}  // namespace termwise::store
