// Expected failure as a value. A function that can fail for a reason outside the program's control returns
// Result<T>; exceptions are caught where third-party code is called and stop there.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "base/exit_code.h"

namespace termwise {

// A place in a file that a person wrote or received. Line and column count from 1; 0 means the line, or the file, as a
// whole.
struct Location {
  std::string file;
  std::uint32_t line = 0;
  std::uint32_t column = 0;

  bool operator==(const Location&) const = default;
};

// "FILE:LINE:COLUMN", from 1; a whole line begins at its column 1, and a whole file at its line 1.
std::string to_string(const Location& where);

// One sentence for a person: what happened and what to do about it, with the exit code it leads to.
struct Error {
  ExitCode exit = ExitCode::internal;
  std::string message;
  std::optional<Location> where = std::nullopt;

  // "FILE:LINE:COLUMN: message", or the message alone.
  std::string text() const;
  bool operator==(const Error&) const = default;
};

template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}

  bool ok() const { return state_.index() == 0; }
  explicit operator bool() const { return ok(); }

  T& value() & { return std::get<0>(state_); }
  const T& value() const& { return std::get<0>(state_); }
  T&& value() && { return std::get<0>(std::move(state_)); }
  T& operator*() { return value(); }
  const T& operator*() const { return value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }

  const Error& error() const& { return std::get<1>(state_); }
  Error&& error() && { return std::get<1>(std::move(state_)); }

 private:
  std::variant<T, Error> state_;
};

template <>
class [[nodiscard]] Result<void> {
 public:
  Result() = default;
  Result(Error error) : error_(std::move(error)) {}

  bool ok() const { return !error_.has_value(); }
  explicit operator bool() const { return ok(); }
  const Error& error() const& { return *error_; }
  Error&& error() && { return *std::move(error_); }

 private:
  std::optional<Error> error_;
};

}  // namespace termwise

#define TERMWISE_JOIN_(a, b) a##b
#define TERMWISE_JOIN(a, b) TERMWISE_JOIN_(a, b)

// TERMWISE_TRY(auto fd, open(path)): declares fd, or returns the error to the caller.
#define TERMWISE_TRY(declaration, expression)                                                             \
  auto TERMWISE_JOIN(result_, __LINE__) = (expression);                                                   \
  if (!TERMWISE_JOIN(result_, __LINE__).ok()) return std::move(TERMWISE_JOIN(result_, __LINE__)).error(); \
  declaration = std::move(TERMWISE_JOIN(result_, __LINE__)).value()

// The same for an expression whose value is not needed.
#define TERMWISE_CHECK(expression)                                                                    \
  do {                                                                                                \
    if (auto check_result = (expression); !check_result.ok()) return std::move(check_result).error(); \
  } while (false)
