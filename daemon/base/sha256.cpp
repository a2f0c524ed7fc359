#include "base/sha256.h"

#include <sodium.h>

namespace termwise {

struct Sha256Stream::State {
  crypto_hash_sha256_state hash;
};

std::string Sha256::hex() const {
  std::array<char, 65> text{};
  sodium_bin2hex(text.data(), text.size(), bytes.data(), bytes.size());
  return std::string(text.data(), 64);
}

std::optional<Sha256> Sha256::parse(std::string_view hex) {
  Sha256 result;
  std::size_t length = 0;
  const char* end = nullptr;
  if (hex.size() != 64) return std::nullopt;
  if (sodium_hex2bin(result.bytes.data(), result.bytes.size(), hex.data(), hex.size(), nullptr, &length, &end) != 0)
    return std::nullopt;
  if (length != result.bytes.size() || end != hex.data() + hex.size()) return std::nullopt;
  return result;
}

Sha256Stream::Sha256Stream() : state_(std::make_unique<State>()) { crypto_hash_sha256_init(&state_->hash); }
Sha256Stream::~Sha256Stream() = default;
Sha256Stream::Sha256Stream(Sha256Stream&&) noexcept = default;
Sha256Stream& Sha256Stream::operator=(Sha256Stream&&) noexcept = default;

void Sha256Stream::update(std::span<const std::byte> bytes) {
  crypto_hash_sha256_update(&state_->hash, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
}

Sha256 Sha256Stream::finish() {
  Sha256 result;
  crypto_hash_sha256_final(&state_->hash, result.bytes.data());
  return result;
}

Sha256 sha256(std::string_view bytes) {
  Sha256Stream stream;
  stream.update(bytes);
  return stream.finish();
}

}  // namespace termwise
