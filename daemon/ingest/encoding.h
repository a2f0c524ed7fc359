// The two encodings that publishers' files come in: UTF-8 and Windows code page 1252. Finds out which of them
// a stream of bytes can be, and turns cp1252 into UTF-8.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace termwise::ingest {

// A byte of cp1252 becomes at most this many bytes of UTF-8.
inline constexpr std::size_t kCp1252Growth = 3;

class EncodingCheck {
 public:
  // Places in the piece, from 0, of the first byte of the whole stream that is not UTF-8 (it may be one that
  // follows an unfinished character), and of the first that cp1252 leaves undefined.
  struct Found {
    std::optional<std::size_t> not_utf8;
    std::optional<std::size_t> not_cp1252;
  };
  Found update(std::string_view piece);

  bool valid_utf8() const { return valid_utf8_; }
  bool valid_cp1252() const { return valid_cp1252_; }
  // The bytes so far are UTF-8, except that the last character is not complete.
  bool inside_character() const { return valid_utf8_ && wanted_ > 0; }

 private:
  bool continues_utf8(std::uint8_t byte);

  bool valid_utf8_ = true;
  bool valid_cp1252_ = true;
  int wanted_ = 0;              // bytes still missing from the current character
  std::uint8_t lowest_ = 0x80;  // what the next of them may be
  std::uint8_t highest_ = 0xBF;
};

// Replaces `out` by the text in UTF-8. Bytes that cp1252 leaves undefined become U+FFFD.
void cp1252_to_utf8(std::string_view bytes, std::string& out);

// At most `limit` bytes of UTF-8 text, cut between characters.
std::string_view cut_text(std::string_view text, std::size_t limit);

}  // namespace termwise::ingest
