// Arbitrary templates over a small view. Lists have one element and the partial includes none, so that what a template
// shows is no longer than a multiple of it.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include <nlohmann/json.hpp>

#include "report/mustache.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace termwise::report;
  static const nlohmann::json view = {
      {"s", "{{a}} <&>"}, {"a", {{"b", {{"c", true}}}}}, {"l", {{{"n", 1}}}}, {"f", false}, {"z", nullptr}};
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto rendered = render(text, view, Escape::html, {{"p", "- {{s}}\n{{#l}}{{n}}{{/l}}\n"}});
  if (text.find("{{") == std::string_view::npos && (!rendered.ok() || *rendered != text)) std::abort();
  return 0;
}
