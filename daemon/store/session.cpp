#include "store/session.h"

#include <charconv>

#include <fmt/format.h>

#include "base/text.h"
#include "store/sql_texts.h"

namespace termwise::store {
namespace {

Error broken_row(std::string_view what) {
  return {ExitCode::internal,
          fmt::format("The database holds {}, which no Termwise program writes. Was it edited by hand?", what)};
}

int hex_digit(char c) { return c <= '9' ? c - '0' : c - 'a' + 10; }

}  // namespace

std::string server_words(std::string_view message) {
  message = message.substr(0, message.find('\n'));
  for (const std::string_view prefix : {"ERROR:", "FATAL:", "Failure during"})
    if (message.substr(0, prefix.size()) == prefix) message.remove_prefix(prefix.size());
  message = trim(message);
  while (!message.empty() && message.back() == '.') message.remove_suffix(1);
  return std::string(message);
}

Error sql_error(std::string_view sqlstate, std::string_view message) {
  const std::string words = server_words(message);
  const std::string_view group = sqlstate.substr(0, 2);
  if (group == "08" || group == "57" || sqlstate.empty())
    return {ExitCode::unavailable,
            fmt::format("PostgreSQL cannot be used: {}. Check that it is running and that the [database] settings "
                        "are right.",
                        words)};
  if (sqlstate == "42501")
    return {ExitCode::not_allowed,
            fmt::format("PostgreSQL does not allow this: {}. Ask the database's administrator.", words)};
  if (sqlstate == "25006")
    return {ExitCode::not_allowed, fmt::format("Only reading was allowed, and PostgreSQL refused: {}.", words)};
  if (group == "53")
    return {ExitCode::io, fmt::format("PostgreSQL has run out of room: {}. Free some and try again.", words)};
  if (group == "40" || sqlstate == "55P03")
    return {ExitCode::try_again, fmt::format("Another program was in the way: {}. Try again.", words)};
  return {ExitCode::internal, fmt::format("PostgreSQL refused what Termwise sent: {} (SQLSTATE {}).", words, sqlstate)};
}

Error error_in_flight() {
  try {
    throw;
  } catch (const pqxx::broken_connection& error) {
    return sql_error("08006", error.what());
  } catch (const pqxx::insufficient_privilege& error) {  // 6.4 leaves the SQLSTATE of these out
    return sql_error("42501", error.what());
  } catch (const pqxx::insufficient_resources& error) {
    return sql_error("53000", error.what());
  } catch (const pqxx::transaction_rollback& error) {
    return sql_error("40000", error.what());
  } catch (const pqxx::sql_error& error) {
    return sql_error(error.sqlstate().empty() ? "XX000" : error.sqlstate(), error.what());
  } catch (const std::exception& error) {
    return {ExitCode::internal, fmt::format("Talking to PostgreSQL failed: {}.", server_words(error.what()))};
  }
}

Result<void> check_schema(pqxx::transaction_base& transaction) {
  const int version = transaction.exec(sql::schema_version)[0][0].as<int>();
  const int expected = sql::migrations.back().number;
  if (version < expected)
    return Error{ExitCode::configuration, fmt::format("The database's tables are of version {}, and this program "
                                                      "needs version {}. Run: termwise db migrate",
                                                      version, expected)};
  if (version > expected)
    return Error{ExitCode::configuration,
                 fmt::format("The database's tables are of version {}, and this program knows only up to version "
                             "{}. Install the newer Termwise that migrated it.",
                             version, expected)};
  return {};
}

Result<std::unique_ptr<Session>> Session::open(const std::string& url, Access access) {
  try {
    std::unique_ptr<Session> session(new Session(url));
    TERMWISE_CHECK(session->set_up(access));
    return session;
  } catch (const std::exception&) {
    return error_in_flight();
  }
}

Result<void> Session::set_up(Access access) {
  const auto refused = [](ExitCode exit, std::string message) { return Error{exit, std::move(message)}; };
  pqxx::nontransaction direct(connection_);
  const pqxx::result state = direct.exec(sql::schema_state);
  if (!state[0]["schema_exists"].as<bool>())
    return refused(ExitCode::configuration, "The database has no Termwise tables yet. Run: termwise db migrate");
  if (!state[0]["may_be_daemon"].as<bool>())
    return refused(ExitCode::not_allowed,
                   fmt::format("The database role {0} may not act for Termwise. Ask the database's administrator to "
                               "run: GRANT termwise_daemon TO \"{0}\"",
                               state[0]["role"].as<std::string>()));
  direct.exec(sql::set_up_session);
  if (access == Access::read_only) direct.exec(sql::allow_only_reading);
  TERMWISE_CHECK(check_schema(direct));
  backend_ = connection_.backendpid();
  return {};
}

Session& Session::prepared(const char* name, const char* sql) {
  connection_.prepare(name, sql);
  return *this;
}

Result<void> Session::limit_statements(std::chrono::milliseconds longest) {
  return direct([&](pqxx::transaction_base& direct) -> Result<void> {
    direct.exec_params(sql::limit_statements, std::to_string(longest.count()));
    return {};
  });
}

Result<void> Session::same_connection() const {
  if (connection_.backendpid() == backend_) return {};
  return sql_error("08006", "the connection was lost");
}

Result<Bulk*> Session::bulk() {
  if (!bulk_) {
    TERMWISE_TRY(bulk_, Bulk::open(url_));
  }
  return bulk_.get();
}

std::string bytes_of(const pqxx::field& hex_with_prefix) {
  const std::string_view hex = hex_with_prefix.is_null() ? std::string_view() : hex_with_prefix.c_str();
  std::string bytes;
  bytes.reserve(hex.size() / 2);
  for (std::size_t i = 2; i + 1 < hex.size(); i += 2)
    bytes.push_back(static_cast<char>(hex_digit(hex[i]) * 16 + hex_digit(hex[i + 1])));
  return bytes;
}

// As the server prints it: {a,"b, \"c\"",NULL}. libpqxx 6 has a parser, which takes a semicolon for a comma.
std::vector<std::optional<std::string>> optional_texts_of(const pqxx::field& array) {
  std::vector<std::optional<std::string>> texts;
  const std::string_view text = array.c_str();
  for (std::size_t i = 1; i < text.size() && text[i] != '}'; ++i) {
    const bool quoted = text[i] == '"';
    if (quoted) ++i;
    std::string element;
    for (; i < text.size() && (quoted ? text[i] != '"' : text[i] != ',' && text[i] != '}'); ++i) {
      if (text[i] == '\\') ++i;
      element += text[i];
    }
    if (quoted) ++i;
    if (!quoted && element == "NULL")
      texts.emplace_back();
    else
      texts.emplace_back(std::move(element));
    if (text[i] == '}') break;
  }
  return texts;
}

std::vector<std::string> texts_of(const pqxx::field& array) {
  std::vector<std::string> texts;
  for (auto& text : optional_texts_of(array)) texts.push_back(text ? *std::move(text) : std::string());
  return texts;
}

std::vector<std::int64_t> numbers_of(const pqxx::field& array) {
  std::vector<std::int64_t> numbers;
  std::string_view text = array.c_str();
  while (!text.empty()) {
    text.remove_prefix(1);  // '{' or ','
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error == std::errc()) numbers.push_back(number);
    const std::size_t comma = text.find(',');
    text = comma == std::string_view::npos ? std::string_view() : text.substr(comma);
  }
  return numbers;
}

std::chrono::system_clock::time_point time_of(const pqxx::field& microseconds_since_1970) {
  return std::chrono::system_clock::time_point(std::chrono::duration_cast<std::chrono::system_clock::duration>(
      std::chrono::microseconds(microseconds_since_1970.as<std::int64_t>())));
}

std::optional<std::chrono::system_clock::time_point> optional_time_of(const pqxx::field& microseconds_since_1970) {
  return microseconds_since_1970.is_null() ? std::nullopt : std::optional(time_of(microseconds_since_1970));
}

std::string array_of(const std::vector<std::string>& texts) {
  std::string literal = "{";
  for (const auto& text : texts) {
    if (literal.size() > 1) literal += ',';
    literal += '"';
    for (const char c : text) {
      if (c == '"' || c == '\\') literal += '\\';
      literal += c;
    }
    literal += '"';
  }
  return literal + "}";
}

std::string array_of(const std::vector<std::int64_t>& numbers) {
  return fmt::format("{{{}}}", fmt::join(numbers, ","));
}

std::string array_of(const std::vector<Urn>& schools) {
  std::vector<std::int64_t> numbers;
  numbers.reserve(schools.size());
  for (const Urn urn : schools) numbers.push_back(urn.value);
  return array_of(numbers);
}

std::string bytea_of(std::string_view bytes) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string hex = "\\x";
  hex.reserve(bytes.size() * 2 + 2);
  for (const char c : bytes) {
    hex += kDigits[static_cast<std::uint8_t>(c) >> 4];
    hex += kDigits[static_cast<std::uint8_t>(c) & 15];
  }
  return hex;
}

std::string seconds_text(std::chrono::seconds length) { return fmt::format("{} seconds", length.count()); }

std::string text_of(const std::chrono::year_month_day& day) {
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(day.year()), static_cast<unsigned>(day.month()),
                     static_cast<unsigned>(day.day()));
}

std::chrono::year_month_day day_of(std::string_view text) {
  const auto number = [&](std::size_t from, std::size_t count) {
    return std::stoi(std::string(text.substr(from, count)));
  };
  return std::chrono::year(number(0, 4)) / number(5, 2) / number(8, 2);
}

std::optional<std::chrono::year_month_day> optional_day_of(const pqxx::field& text) {
  if (text.is_null()) return std::nullopt;
  return day_of(text.c_str());
}

std::optional<std::string> optional_text_of(const pqxx::field& text) {
  if (text.is_null()) return std::nullopt;
  return text.as<std::string>();
}

Result<Sha256> sha256_of(const pqxx::field& bytea) {
  const std::string bytes = bytes_of(bytea);
  Sha256 hash;
  if (bytes.size() != hash.bytes.size()) return broken_row("a hash of another length");
  std::memcpy(hash.bytes.data(), bytes.data(), bytes.size());
  return hash;
}

Result<LaCode> la_code_of(const pqxx::field& text) {
  if (const auto code = LaCode::parse(text.c_str())) return *code;
  return broken_row(fmt::format("the LA code {}", quote(text.c_str())));
}

Result<AcademicYear> year_of(const pqxx::field& summer) {
  if (const auto year = AcademicYear::from_summer(summer.as<int>())) return *year;
  return broken_row(fmt::format("the year {}", quote(summer.c_str())));
}

Result<std::optional<school::Value>> value_of(const pqxx::row& row, int first_column) {
  using Column = pqxx::row::size_type;
  const auto at = [&](int offset) { return row[static_cast<Column>(first_column + offset)]; };
  if (at(2).is_null()) return std::optional<school::Value>();
  const int reason = at(2).as<int>();
  if (reason == 0) return std::optional<school::Value>(Decimal(at(0).as<std::int64_t>(), at(1).as<int>()));
  const auto missing = school::missing_numbered(static_cast<std::uint8_t>(reason));
  if (!missing) return broken_row(fmt::format("the missing reason {}", reason));
  return std::optional<school::Value>(*missing);
}

}  // namespace termwise::store
