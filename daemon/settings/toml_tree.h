// A TOML document as a small tree in source order, each value with its place. The rest of this folder reads
// this tree only; toml++ is seen by toml_tree.cpp alone.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace termwise::settings {

inline constexpr std::size_t kMaximumFileBytes = std::size_t{1} << 20;
inline constexpr int kMaximumNesting = 16;   // brackets and braces open at once
inline constexpr int kMaximumKeyParts = 16;  // of a dotted key or table header

enum class TomlKind { table, array, text, integer, real, flag, moment };

// "a table", "text", "a whole number" ...: the kind as a message names it.
std::string_view in_words(TomlKind kind);

struct TomlValue {
  TomlKind kind = TomlKind::table;
  std::uint32_t line = 1;    // of the value
  std::uint32_t column = 1;  // counted in characters
  std::string key;           // in a table: the key that the value has there
  std::uint32_t key_line = 0;
  std::uint32_t key_column = 0;
  // Of text; of a moment that is a date without a time of day: "2026-09-02".
  std::string text;
  std::uint32_t text_column = 0;  // of a text on one line without escapes: of its first character; otherwise 0
  std::int64_t integer = 0;       // of integer
  double real = 0;                // of real; may be infinite or not a number
  bool flag = false;              // of flag
  std::vector<TomlValue> values;  // of table and array, in the order of the file

  // Of a table: the value of a key, or null.
  const TomlValue* find(std::string_view wanted) const;
};

// Reads a whole document. Error (exit 78, located in `file`): its first departure from TOML, a bare carriage
// return, a NUL in a text or key, or one of the limits above.
Result<TomlValue> parse_toml(std::string_view content, const std::string& file);

}  // namespace termwise::settings
