#include "school/upn.h"

namespace termwise::school {
namespace {

constexpr std::string_view kLetters = "ABCDEFGHJKLMNPQRTUVWXYZ";
constexpr std::size_t kFirstWeight = 2;

char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

std::optional<Upn> parse_upn(std::string_view trimmed) {
  if (trimmed.size() != kUpnLength) return std::nullopt;
  Upn upn{};
  std::size_t sum = 0;
  for (std::size_t i = 0; i < kUpnLength; ++i) {
    const char c = upn.text[i] = upper(trimmed[i]);
    if (i == 0) continue;
    std::size_t counts = static_cast<std::size_t>(c - '0');
    if (!is_digit(c)) {
      counts = kLetters.find(c);
      if (i + 1 < kUpnLength || counts == std::string_view::npos) return std::nullopt;
      upn.temporary = true;
    }
    sum += (i - 1 + kFirstWeight) * counts;
  }
  if (kLetters[sum % kLetters.size()] != upn.text[0]) return std::nullopt;
  return upn;
}

}  // namespace termwise::school
