#include "settings/toml_tree.h"

#include <algorithm>
#include <array>
#include <tuple>

#include <fmt/format.h>

#include "base/text.h"
#include "settings/toml_guard.h"

// toml++ 3.3 aborts on some malformed documents where it should report an error, unless its assertions are
// off.
#ifndef NDEBUG
#define NDEBUG
#endif
#define TOML_EXCEPTIONS 0
#define TOML_ENABLE_FORMATTERS 0
#include <toml++/toml.h>

namespace termwise::settings {
namespace {

TomlKind kind_of(const toml::node& node) {
  switch (node.type()) {
    case toml::node_type::table:
      return TomlKind::table;
    case toml::node_type::array:
      return TomlKind::array;
    case toml::node_type::string:
      return TomlKind::text;
    case toml::node_type::integer:
      return TomlKind::integer;
    case toml::node_type::floating_point:
      return TomlKind::real;
    case toml::node_type::boolean:
      return TomlKind::flag;
    default:
      return TomlKind::moment;
  }
}

bool has_nul(std::string_view text) { return text.find('\0') != std::string_view::npos; }

// Copies what toml++ read; the depth of the tree is bounded by the guard.
class Converter {
 public:
  TomlValue convert(const toml::node& node) {
    TomlValue value;
    value.kind = kind_of(node);
    value.line = node.source().begin.line;
    value.column = node.source().begin.column;
    if (const auto* table = node.as_table()) {
      convert_table(*table, value);
    } else if (const auto* array = node.as_array()) {
      for (const auto& item : *array) value.values.push_back(convert(item));
    } else if (const auto* text = node.as_string()) {
      value.text = text->get();
      note_nul(value.text, value.line, value.column);
    } else if (const auto* integer = node.as_integer()) {
      value.integer = integer->get();
    } else if (const auto* real = node.as_floating_point()) {
      value.real = real->get();
    } else if (const auto* flag = node.as_boolean()) {
      value.flag = flag->get();
    }
    return value;
  }

  // Where the first NUL of a key or text stands; line 0 where there is none.
  Location nul() const { return nul_; }

 private:
  void convert_table(const toml::table& table, TomlValue& value) {
    for (const auto& [key, node] : table) {
      TomlValue child = convert(node);
      child.key = key.str();
      child.key_line = key.source().begin.line;
      child.key_column = key.source().begin.column;
      note_nul(child.key, child.key_line, child.key_column);
      value.values.push_back(std::move(child));
    }
    // toml++ sorts its tables by key; the order of the file is what counts here.
    std::sort(value.values.begin(), value.values.end(), [](const TomlValue& a, const TomlValue& b) {
      return std::tie(a.key_line, a.key_column) < std::tie(b.key_line, b.key_column);
    });
  }

  void note_nul(std::string_view text, std::uint32_t line, std::uint32_t column) {
    if (!has_nul(text)) return;
    if (nul_.line == 0 || std::tie(line, column) < std::tie(nul_.line, nul_.column))
      nul_ = {{}, line, column};
  }

  Location nul_;
};

// toml++'s sentence without what a terminal should not be sent.
std::string cleaned(std::string_view description) {
  constexpr std::size_t kMaximumDescription = 300;
  const std::string quoted = quote(description, kMaximumDescription);
  return quoted.substr(1, quoted.size() - 2);
}

}  // namespace

std::string_view in_words(TomlKind kind) {
  static constexpr std::array<std::string_view, 7> kWords{
      "a table",       "a list",        "text", "a whole number", "a number with a decimal point",
      "true or false", "a date or time"};
  return kWords[static_cast<std::size_t>(kind)];
}

const TomlValue* TomlValue::find(std::string_view wanted) const {
  const auto found =
      std::find_if(values.begin(), values.end(), [&](const TomlValue& v) { return v.key == wanted; });
  return found == values.end() ? nullptr : &*found;
}

Result<TomlValue> parse_toml(std::string_view content, const std::string& file) {
  TERMWISE_CHECK(guard_toml(content, file));
  const auto parsed = toml::parse(content);
  if (!parsed) {
    const auto& error = parsed.error();
    return Error{
        ExitCode::configuration,
        fmt::format("this is not valid TOML: {}. Mend this place; the rest of the file was not read.",
                    cleaned(error.description())),
        Location{file, error.source().begin.line, error.source().begin.column}};
  }
  Converter converter;
  TomlValue root = converter.convert(parsed.table());
  if (Location nul = converter.nul(); nul.line != 0) {
    nul.file = file;
    return Error{ExitCode::configuration, "a NUL character (\\u0000) stands in this text. Remove it.", nul};
  }
  return root;
}

}  // namespace termwise::settings
