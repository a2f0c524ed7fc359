// Unique pupil numbers: whether a text is one. Nothing here keeps or repeats it.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

namespace termwise::school {

inline constexpr std::size_t kUpnLength = 13;

struct Upn {
  std::array<char, kUpnLength> text;  // in capital letters
  bool temporary = false;             // its last character is a letter: given until the pupil's own is known
  std::string_view view() const { return {text.data(), text.size()}; }
};

// A letter that checks the twelve characters after it: eleven digits, and a digit or (temporary) a letter. Each of them
// counts 2 to 13 times; the sum's remainder by 23 is the letter's place among those without I, O and S. Source: DfE,
// "Unique pupil numbers"; a letter at the end counts as its own place. `trimmed` may be in small letters.
std::optional<Upn> parse_upn(std::string_view trimmed);

}  // namespace termwise::school
