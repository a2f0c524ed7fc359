// SHA-256 (FIPS 180-4), by OpenSSL, which uses the processor's instructions for it.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace termwise {

struct Sha256 {
  std::array<std::uint8_t, 32> bytes{};

  std::string hex() const;                                   // 64 lower-case digits
  static std::optional<Sha256> parse(std::string_view hex);  // empty unless 64 hexadecimal digits
  auto operator<=>(const Sha256&) const = default;
};

// Feeds bytes in pieces; finish() ends it.
class Sha256Stream {
 public:
  Sha256Stream();
  ~Sha256Stream();
  Sha256Stream(Sha256Stream&&) noexcept;
  Sha256Stream& operator=(Sha256Stream&&) noexcept;

  void update(std::span<const std::byte> bytes);
  void update(std::string_view text) { update(std::as_bytes(std::span(text.data(), text.size()))); }
  Sha256 finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

Sha256 sha256(std::string_view bytes);

}  // namespace termwise
