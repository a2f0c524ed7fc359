#include "report/mustache_tokens.h"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "base/text.h"
#include "report/mustache.h"

namespace termwise::report {
namespace {

constexpr std::string_view kBlanks = " \t";
constexpr std::string_view kWhiteSpace = " \t\r\n\v\f";
constexpr auto npos = std::string_view::npos;

class Parser {
 public:
  Parser(std::string_view text, std::string_view name) : text_(text), name_(name) {}

  Result<std::vector<Token>> parse() {
    while (true) {
      const std::size_t tag = text_.find(open_, position_);
      if (tag == npos) break;
      TERMWISE_CHECK(read_tag(tag));
    }
    if (!sections_.empty()) {
      const Token& section = tokens_[sections_.back()];
      return failure(section.line, fmt::format("opens the section {} and does not close it", quote(section.text)));
    }
    add_text(text_.size());
    return std::move(tokens_);
  }

 private:
  Error failure(std::size_t line, std::string_view problem) const {
    return {ExitCode::internal, fmt::format("{}, line {}, {}.", name_, line, problem)};
  }

  std::size_t line_of(std::size_t position) {
    line_ += static_cast<std::size_t>(std::count(text_.begin() + static_cast<std::ptrdiff_t>(counted_),
                                                 text_.begin() + static_cast<std::ptrdiff_t>(position), '\n'));
    counted_ = position;
    return line_;
  }

  void add_text(std::size_t end) {
    if (end > position_) tokens_.push_back({Token::Kind::text, text_.substr(position_, end - position_), {}, 0, line_});
    position_ = end;
  }

  Result<void> read_tag(std::size_t tag) {
    const std::size_t line = line_of(tag);
    std::size_t begin = tag + open_.size();
    const char sigil = begin < text_.size() ? text_[begin] : '\0';
    const bool has_sigil = sigil != '\0' && std::string_view("{&#^/>!=").find(sigil) != npos;
    std::string closing(close_);
    if (sigil == '{') closing.insert(0, "}");
    if (sigil == '=') closing.insert(0, "=");
    if (has_sigil) ++begin;
    const std::size_t end = text_.find(closing, begin);
    if (end == npos) return failure(line, fmt::format("has a tag that does not end: {}", quote(text_.substr(tag), 40)));
    const std::string_view content = text_.substr(begin, end - begin);
    const std::size_t after = end + closing.size();
    if (!has_sigil || sigil == '{' || sigil == '&') {
      add_text(tag);
      position_ = after;
      return add(has_sigil ? Token::Kind::unescaped : Token::Kind::value, content, {}, line);
    }
    const auto alone = line_of_its_own(tag, after);
    add_text(alone ? alone->begin : tag);
    position_ = alone ? alone->end : after;
    const auto indent = alone ? text_.substr(alone->begin, tag - alone->begin) : std::string_view();
    switch (sigil) {
      case '!':
        return {};
      case '=':
        return set_delimiters(content, line);
      case '#':
        return add(Token::Kind::section, content, {}, line);
      case '^':
        return add(Token::Kind::inverted, content, {}, line);
      case '/':
        return add(Token::Kind::end, content, {}, line);
      default:
        return add(Token::Kind::partial, content, indent, line);
    }
  }

  struct Span {
    std::size_t begin;
    std::size_t end;
  };

  // The line, with its end, on which nothing but blanks stands beside the tag.
  std::optional<Span> line_of_its_own(std::size_t tag, std::size_t after) const {
    const std::size_t previous = tag == 0 ? npos : text_.rfind('\n', tag - 1);
    const std::size_t begin = previous == npos ? 0 : previous + 1;
    if (text_.substr(begin, tag - begin).find_first_not_of(kBlanks) != npos) return std::nullopt;
    const std::size_t rest = text_.find_first_not_of(kBlanks, after);
    if (rest == npos) return Span{begin, text_.size()};
    if (text_[rest] == '\n') return Span{begin, rest + 1};
    if (text_.substr(rest, 2) == "\r\n") return Span{begin, rest + 2};
    return std::nullopt;
  }

  Result<void> add(Token::Kind kind, std::string_view content, std::string_view indent, std::size_t line) {
    const std::string_view name = trim(content);
    if (name.empty() || name.find_first_of(kWhiteSpace) != npos || name.find(open_) != npos)
      return failure(line, fmt::format("has a tag whose name is not one word: {}", quote(content, 40)));
    const std::size_t index = tokens_.size();
    if (kind == Token::Kind::section || kind == Token::Kind::inverted) {
      if (sections_.size() == kMaximumTemplateDepth) return too_deep(name_, line);
      sections_.push_back(index);
    }
    if (kind == Token::Kind::end) {
      if (sections_.empty()) return failure(line, fmt::format("closes the section {}, which is not open", quote(name)));
      Token& section = tokens_[sections_.back()];
      if (section.text != name)
        return failure(line, fmt::format("closes the section {} inside {}, which was opened on line {}", quote(name),
                                         quote(section.text), section.line));
      section.end = index;
      sections_.pop_back();
    }
    tokens_.push_back({kind, name, indent, 0, line});
    return {};
  }

  Result<void> set_delimiters(std::string_view content, std::size_t line) {
    const std::string_view both = trim(content);
    const std::size_t gap = both.find_first_of(kWhiteSpace);
    const std::string_view open = both.substr(0, gap);
    const std::string_view close = gap == npos ? std::string_view() : trim(both.substr(gap));
    if (close.empty() || close.find_first_of(kWhiteSpace) != npos || both.find('=') != npos)
      return failure(line, fmt::format("sets delimiters that are not two words without '=': {}", quote(content, 40)));
    open_ = open;
    close_ = close;
    return {};
  }

  std::string_view text_;
  std::string_view name_;
  std::string_view open_ = "{{";
  std::string_view close_ = "}}";
  std::vector<Token> tokens_;
  std::vector<std::size_t> sections_;  // those still open
  std::size_t position_ = 0;           // all before it is among the tokens
  std::size_t counted_ = 0;            // where line_ is the line of
  std::size_t line_ = 1;
};

}  // namespace

Result<std::vector<Token>> parse_template(std::string_view text, std::string_view name) {
  return Parser(text, name).parse();
}

Error too_deep(std::string_view name, std::size_t line) {
  return {ExitCode::internal, fmt::format("{}, line {}, has more than {} sections and partials within each other.",
                                          name, line, kMaximumTemplateDepth)};
}

}  // namespace termwise::report
