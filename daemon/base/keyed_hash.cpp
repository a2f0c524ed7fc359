#include "base/keyed_hash.h"

#include <openssl/core_names.h>
#include <openssl/evp.h>

#include <new>

namespace termwise {
namespace {

struct FreeAlgorithm {
  void operator()(EVP_MAC* algorithm) const { EVP_MAC_free(algorithm); }
};
struct FreeContext {
  void operator()(EVP_MAC_CTX* context) const { EVP_MAC_CTX_free(context); }
};

const unsigned char* bytes_of(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

}  // namespace

struct KeyedHash::State {
  std::unique_ptr<EVP_MAC, FreeAlgorithm> algorithm{EVP_MAC_fetch(nullptr, "HMAC", nullptr)};
  std::unique_ptr<EVP_MAC_CTX, FreeContext> context{EVP_MAC_CTX_new(algorithm.get())};
};

// OpenSSL fails here only where it has no memory or no HMAC at all.
KeyedHash::KeyedHash(std::string_view key) : state_(std::make_unique<State>()) {
  char digest[] = "SHA256";
  const OSSL_PARAM parameters[] = {OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest, 0),
                                   OSSL_PARAM_construct_end()};
  if (!state_->context || EVP_MAC_init(state_->context.get(), bytes_of(key), key.size(), parameters) != 1)
    throw std::bad_alloc();
}
KeyedHash::~KeyedHash() = default;
KeyedHash::KeyedHash(KeyedHash&&) noexcept = default;
KeyedHash& KeyedHash::operator=(KeyedHash&&) noexcept = default;

Sha256 KeyedHash::of(std::string_view message) {
  EVP_MAC_CTX* const context = state_->context.get();
  Sha256 result;
  std::size_t length = 0;
  // Without a key it begins again with the one that it has.
  if (EVP_MAC_init(context, nullptr, 0, nullptr) != 1 ||
      EVP_MAC_update(context, bytes_of(message), message.size()) != 1 ||
      EVP_MAC_final(context, result.bytes.data(), &length, result.bytes.size()) != 1)
    throw std::bad_alloc();
  return result;
}

}  // namespace termwise
