#include "web/multipart.h"

#include <algorithm>

#include "base/text.h"
#include "web/http.h"

namespace termwise::web {
namespace {

constexpr std::size_t kLongestBoundary = 70;  // RFC 2046, 5.1.1
constexpr std::string_view kMedia = "MULTIPART/FORM-DATA";

bool is_plain(std::string_view text) {
  return is_utf8(text) && std::none_of(text.begin(), text.end(), [](char c) {
           const auto byte = static_cast<unsigned char>(c);
           return byte < 0x20 || byte == 0x7f;
         });
}

// What stands between the quotation marks of name="..." in the head of a part.
std::optional<std::string_view> field_name(std::string_view head) {
  constexpr std::string_view kName = "name=\"";
  const std::size_t start = head.find(kName);
  if (start == std::string_view::npos) return std::nullopt;
  const std::string_view rest = head.substr(start + kName.size());
  const std::size_t end = rest.find('"');
  if (end == std::string_view::npos) return std::nullopt;
  return rest.substr(0, end);
}

}  // namespace

std::optional<std::string> form_boundary(std::string_view content_type) {
  constexpr std::string_view kBoundary = "BOUNDARY=";
  const std::string upper = to_upper_ascii(content_type);
  if (trim(std::string_view(upper).substr(0, upper.find(';'))) != kMedia) return std::nullopt;
  const std::size_t start = upper.find(kBoundary);
  if (start == std::string::npos) return std::nullopt;
  std::string_view value = content_type.substr(start + kBoundary.size());
  value = trim(value.substr(0, value.find(';')));
  if (value.size() >= 2 && value.front() == '"' && value.back() == '"') value = value.substr(1, value.size() - 2);
  if (value.empty() || value.size() > kLongestBoundary) return std::nullopt;
  return std::string(value);
}

std::optional<Refusal> decode_multipart(std::string_view body, std::string_view boundary,
                                        std::map<std::string, std::string>& form) {
  const Refusal broken{400, "The form is not written as multipart/form-data demands."};
  const std::string delimiter = "--" + std::string(boundary);
  std::size_t at = body.find(delimiter);
  while (at != std::string_view::npos) {
    at += delimiter.size();
    const std::string_view rest = body.substr(at);
    if (rest.substr(0, 2) == "--") return std::nullopt;
    const std::size_t head_end = rest.find("\r\n\r\n");
    if (rest.substr(0, 2) != "\r\n" || head_end == std::string_view::npos) return broken;
    const std::size_t value_at = head_end + 4;
    const std::size_t value_end = rest.find("\r\n" + delimiter, value_at);
    const auto name = field_name(rest.substr(0, head_end));
    if (!name || value_end == std::string_view::npos) return broken;
    const std::string_view value = rest.substr(value_at, value_end - value_at);
    if (!is_plain(*name) || !is_plain(value)) return Refusal{400, "The form holds what is no text."};
    form.emplace(*name, value);
    if (form.size() > kMaximumParameters) return Refusal{400, "The form has too many fields."};
    at += value_end + 2;
  }
  return broken;
}

}  // namespace termwise::web
