// Text across the boundary, and academic years as people write them.
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>

#include <termwise/abi.h>

namespace termwise {

// Thrown by a plugin to end its run. `what` is one whole sentence: what happened, where, what to do.
class Failure : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// The same bytes; borrowed.
inline std::string_view view(const tw_text& text) {
  return text.size == 0 ? std::string_view() : std::string_view(text.data, text.size);
}

// Borrows: `text` must outlive the result.
inline tw_text borrow(std::string_view text) { return {text.data(), static_cast<std::uint32_t>(text.size()), 0}; }

// 2017, the summer, is "2016/17".
inline std::string academic_year(int summer) {
  const int end = summer % 100;
  return std::to_string(summer - 1) + (end < 10 ? "/0" : "/") + std::to_string(end);
}

// The i-th structure of an array made by the other side, which may know longer structures than this header
// does.
template <class Sized>
const Sized& element(const Sized* first, std::uint64_t i) {
  return *reinterpret_cast<const Sized*>(reinterpret_cast<const char*>(first) + i * first->size);
}

}  // namespace termwise
