#include "report/mustache.h"

#include <utility>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "report/mustache_tokens.h"

namespace termwise::report {
namespace {

using Json = nlohmann::json;

struct Template {
  std::string name;  // as an error says it
  std::string text;  // what the tokens point into
  std::vector<Token> tokens;
};

bool is_true(const Json* value) {
  if (value == nullptr || value->is_null()) return false;
  if (value->is_boolean()) return value->get<bool>();
  if (const auto* text = value->get_ptr<const std::string*>()) return !text->empty();
  return !value->is_array() || !value->empty();
}

std::string in_words(const Json* value) {
  if (value == nullptr || value->is_null() || value->is_structured()) return {};
  if (const auto* text = value->get_ptr<const std::string*>()) return *text;
  return value->dump();
}

// The text with `indent` before each of its lines.
std::string indented(std::string_view text, std::string_view indent) {
  std::string result;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    const std::size_t length = end == std::string_view::npos ? text.size() : end + 1;
    result.append(indent).append(text.substr(0, length));
    text.remove_prefix(length);
  }
  return result;
}

class Renderer {
 public:
  Renderer(const Json& view, Escape escape, const Partials& partials)
      : escape_(escape), partials_(partials), stack_{&view} {}

  Result<std::string> render(std::string_view text) {
    Template whole{"The template", std::string(text), {}};
    TERMWISE_TRY(whole.tokens, parse_template(whole.text, whole.name));
    TERMWISE_CHECK(show(whole, 0, whole.tokens.size(), 0));
    return std::move(out_);
  }

 private:
  // The tokens from `begin` up to `end`, which stand within `depth` sections and partials.
  Result<void> show(const Template& source, std::size_t begin, std::size_t end, std::size_t depth) {
    for (std::size_t i = begin; i < end; ++i) {
      const Token& token = source.tokens[i];
      switch (token.kind) {
        case Token::Kind::text:
          out_ += token.text;
          break;
        case Token::Kind::value:
          out_ += escape_ == Escape::html ? escape_html(in_words(find(token.text))) : in_words(find(token.text));
          break;
        case Token::Kind::unescaped:
          out_ += in_words(find(token.text));
          break;
        case Token::Kind::section:
          TERMWISE_CHECK(show_section(source, i, depth));
          i = token.end;
          break;
        case Token::Kind::inverted:
          if (!is_true(find(token.text))) TERMWISE_CHECK(within(source, i, depth));
          i = token.end;
          break;
        case Token::Kind::partial:
          TERMWISE_CHECK(show_partial(source, token, depth));
          break;
        case Token::Kind::end:
          break;
      }
    }
    return {};
  }

  Result<void> within(const Template& source, std::size_t section, std::size_t depth) {
    const Token& token = source.tokens[section];
    if (depth == kMaximumTemplateDepth) return too_deep(source.name, token.line);
    return show(source, section + 1, token.end, depth + 1);
  }

  Result<void> show_section(const Template& source, std::size_t section, std::size_t depth) {
    const Json* value = find(source.tokens[section].text);
    if (!is_true(value)) return {};
    const auto with = [&](const Json& element) {
      stack_.push_back(&element);
      auto shown = within(source, section, depth);
      stack_.pop_back();
      return shown;
    };
    if (!value->is_array()) return with(*value);
    for (const Json& element : *value) TERMWISE_CHECK(with(element));
    return {};
  }

  Result<void> show_partial(const Template& source, const Token& token, std::size_t depth) {
    const auto partial = partials_.find(token.text);
    if (partial == partials_.end()) return {};
    if (depth == kMaximumTemplateDepth) return too_deep(source.name, token.line);
    const auto [known, is_new] = parsed_.try_emplace({token.text, token.indent});
    Template& own = known->second;
    if (is_new) {
      own.name = fmt::format("The partial {}", quote(token.text));
      own.text = indented(partial->second, token.indent);
      TERMWISE_TRY(own.tokens, parse_template(own.text, own.name));
    }
    return show(own, 0, own.tokens.size(), depth + 1);
  }

  // Null where nothing has the name. The first part of a dotted name is looked for from the inside out, the others only
  // in what it names.
  const Json* find(std::string_view name) const {
    if (name == ".") return stack_.back();
    const std::size_t dot = name.find('.');
    const Json* value = nullptr;
    for (auto context = stack_.rbegin(); context != stack_.rend() && value == nullptr; ++context)
      value = member(**context, name.substr(0, dot));
    if (dot == std::string_view::npos) return value;
    for (std::string_view rest = name.substr(dot + 1); value != nullptr;) {
      const std::size_t next = rest.find('.');
      value = member(*value, rest.substr(0, next));
      if (next == std::string_view::npos) break;
      rest.remove_prefix(next + 1);
    }
    return value;
  }

  static const Json* member(const Json& context, std::string_view name) {
    if (!context.is_object()) return nullptr;
    const auto found = context.find(std::string(name));
    return found == context.end() ? nullptr : &*found;
  }

  Escape escape_;
  const Partials& partials_;
  std::vector<const Json*> stack_;  // the innermost last
  std::map<std::pair<std::string_view, std::string_view>, Template> parsed_;
  std::string out_;
};

}  // namespace

Result<std::string> render(std::string_view text, const nlohmann::json& view, Escape escape, const Partials& partials) {
  return Renderer(view, escape, partials).render(text);
}

std::string escape_html(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  for (const char c : text) {
    switch (c) {
      case '&':
        result += "&amp;";
        break;
      case '<':
        result += "&lt;";
        break;
      case '>':
        result += "&gt;";
        break;
      case '"':
        result += "&quot;";
        break;
      case '\'':
        result += "&#39;";
        break;
      default:
        result += c;
    }
  }
  return result;
}

}  // namespace termwise::report
