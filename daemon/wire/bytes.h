// Little-endian numbers and length-prefixed texts, written to and read from plain bytes. The reader is
// bounded: after its first problem it answers with zeroes and keeps that problem's sentence.
#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <type_traits>

#include <fmt/format.h>

#include "base/text.h"

namespace termwise::wire {

static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "the wire and the image are little-endian, as is the ABI");

class ByteWriter {
 public:
  explicit ByteWriter(std::string& out) : out_(out) {}

  template <typename Number>
  void number(Number value) {
    static_assert(std::is_integral_v<Number>);
    char raw[sizeof value];
    std::memcpy(raw, &value, sizeof value);
    out_.append(raw, sizeof value);
  }

  void text(std::string_view value) {
    number(static_cast<std::uint32_t>(value.size()));
    out_ += value;
  }

 private:
  std::string& out_;
};

class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) : rest_(bytes) {}

  template <typename Number>
  Number number() {
    static_assert(std::is_integral_v<Number>);
    Number value{};
    if (failed() || rest_.size() < sizeof value) {
      fail("it ends too early");
      return value;
    }
    std::memcpy(&value, rest_.data(), sizeof value);
    rest_.remove_prefix(sizeof value);
    return value;
  }

  // Text of at most `limit` bytes of UTF-8; `what` stands in the sentence if it is not.
  std::string_view text(std::string_view what, std::uint32_t limit) {
    const auto size = number<std::uint32_t>();
    if (failed()) return {};
    if (size > limit) {
      fail(fmt::format("its {} is {} bytes long, and at most {} are allowed", what, size, limit));
      return {};
    }
    if (size > rest_.size()) {
      fail("it ends too early");
      return {};
    }
    const std::string_view value = rest_.substr(0, size);
    rest_.remove_prefix(size);
    if (!is_utf8(value)) {
      fail(fmt::format("its {} is not UTF-8 text", what));
      return {};
    }
    return value;
  }

  // A count of things that take at least `least_bytes` each.
  std::uint32_t count(std::string_view what, std::uint32_t limit, std::size_t least_bytes) {
    const auto value = number<std::uint32_t>();
    if (failed()) return 0;
    if (value > limit) {
      fail(fmt::format("it has {} {}, and at most {} are allowed", value, what, limit));
      return 0;
    }
    // Before anything is reserved for them: a short message cannot claim many parts.
    if (value * least_bytes > rest_.size()) {
      fail("it ends too early");
      return 0;
    }
    return value;
  }

  void fail(std::string problem) {
    if (problem_.empty()) problem_ = std::move(problem);
    rest_ = {};
  }
  bool failed() const { return !problem_.empty(); }
  const std::string& problem() const { return problem_; }
  bool at_end() const { return rest_.empty(); }
  std::string_view rest() const { return rest_; }

 private:
  std::string_view rest_;
  std::string problem_;
};

}  // namespace termwise::wire
