// Any bytes as what a browser sends: the target of a request and the two kinds of form. What is let through is clean text.
#include <cstdint>
#include <cstdlib>
#include <map>
#include <string>
#include <string_view>

#include "base/text.h"
#include "web/multipart.h"
#include "web/target.h"

using namespace termwise;

namespace {

void require(bool condition) {
  if (!condition) std::abort();
}

void check_clean(const std::string& text) { require(is_utf8(text) && text.find('\0') == std::string::npos); }

void check_refusal(const web::Refusal& refusal) {
  require(refusal.status >= 400 && refusal.status < 500 && !refusal.sentence.empty());
}

void check_form(const std::optional<web::Refusal>& refusal, const std::map<std::string, std::string>& form) {
  if (refusal) return check_refusal(*refusal);
  for (const auto& [name, value] : form) {
    check_clean(name);
    check_clean(value);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  web::Target target;
  if (const auto refusal = web::decode_target(bytes, target)) {
    check_refusal(*refusal);
  } else {
    for (const auto& segment : target.path) {
      check_clean(segment);
      require(segment != "." && segment != ".." && segment.find('/') == std::string::npos);
    }
    check_form(std::nullopt, target.query);
  }
  std::map<std::string, std::string> form;
  check_form(web::decode_form(bytes, form), form);
  const std::string_view type = bytes.substr(0, bytes.find('\n'));
  if (const auto boundary = web::form_boundary(type)) {
    require(!boundary->empty() && boundary->size() <= 70);
    std::map<std::string, std::string> parts;
    check_form(web::decode_multipart(bytes.substr(std::min(type.size() + 1, bytes.size())), *boundary, parts), parts);
  }
  return 0;
}
