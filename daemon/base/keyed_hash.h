// HMAC-SHA-256 (RFC 2104), by OpenSSL: what only who has the key can work out.
#pragma once

#include <memory>
#include <string_view>

#include "base/sha256.h"

namespace termwise {

class KeyedHash {
 public:
  explicit KeyedHash(std::string_view key);
  ~KeyedHash();
  KeyedHash(KeyedHash&&) noexcept;
  KeyedHash& operator=(KeyedHash&&) noexcept;

  Sha256 of(std::string_view message);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace termwise
