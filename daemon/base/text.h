// Small text helpers that messages and readers share. ASCII only where case or space matters.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace termwise {

std::string_view trim(std::string_view text);  // without leading and trailing ASCII white space
std::string to_upper_ascii(std::string_view text);

// The candidate with the fewest single-letter edits from `word` (a swap of two neighbours is one), if few enough to be
// a slip of the pen: at most a third of the word's letters, and at least one edit allowed. Empty otherwise.
std::string nearest_name(std::string_view word, const std::vector<std::string>& candidates);

// " Did you mean 'NAME'?" for the nearest candidate, or nothing.
std::string did_you_mean(std::string_view word, const std::vector<std::string>& candidates);

// A value as it may stand in a message: quoted, hidden characters (visible_text.h) and bytes outside UTF-8 as \xNN, cut
// after `limit` bytes with "...".
std::string quote(std::string_view raw, std::size_t limit = 60);

// "1 school", "2 schools", "20,000 schools".
std::string counted(long long count, std::string_view singular, std::string_view plural);

// "a, b and c".
std::string listed(const std::vector<std::string>& items);

// Whether the bytes are well-formed UTF-8 (RFC 3629: no overlong forms, no surrogates).
bool is_utf8(std::string_view bytes);

}  // namespace termwise
