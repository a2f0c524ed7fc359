// What templates and values may not do, and how far they may go.
#include <gtest/gtest.h>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "report/mustache.h"

namespace termwise::report {
namespace {

using nlohmann::json;

std::string shown(std::string_view text, const json& view, Escape escape = Escape::html,
                  const Partials& partials = {}) {
  const auto rendered = render(text, view, escape, partials);
  EXPECT_TRUE(rendered) << text;
  return rendered ? *rendered : rendered.error().text();
}

std::string repeated(std::string_view text, std::size_t count) {
  std::string result;
  for (std::size_t i = 0; i < count; ++i) result += text;
  return result;
}

TEST(Mustache, EscapesForTextAndAttributes) {
  EXPECT_EQ(escape_html(R"(<a href='x' title="y">&amp;)"), "&lt;a href=&#39;x&#39; title=&quot;y&quot;&gt;&amp;amp;");
  EXPECT_EQ(escape_html("Tŷ Gwyn 学校"), "Tŷ Gwyn 学校");
  EXPECT_EQ(shown("{{s}} {{{s}}} {{&s}}", {{"s", "<'>"}}), "&lt;&#39;&gt; <'> <'>");
  EXPECT_EQ(shown("{{s}} {{{s}}} {{&s}}", {{"s", "<'>"}}, Escape::none), "<'> <'> <'>");
}

TEST(Mustache, EscapesInPartialsAndSections) {
  EXPECT_EQ(shown("{{#list}}{{>item}}{{/list}}", {{"list", {"<", "&"}}}, Escape::html, {{"item", "[{{.}}]"}}),
            "[&lt;][&amp;]");
}

TEST(Mustache, ValuesAreNotTemplates) {
  const json view = {{"a", "{{b}}"}, {"b", "x"}, {"c", "{{>p}}"}, {"d", "{{=<% %>=}}"}, {"e", "{{#a}}"}};
  EXPECT_EQ(shown("{{a}} {{{a}}} {{{c}}} {{{d}}} {{{e}}} {{b}}", view, Escape::html, {{"p", "partial"}}),
            "{{b}} {{b}} {{>p}} {{=<% %>=}} {{#a}} x");
}

TEST(Mustache, WhatIsTrue) {
  const json view = {{"zero", 0}, {"zero_text", "0"}, {"empty", ""}, {"object", json::object()}, {"blank", " "}};
  EXPECT_EQ(shown("{{#zero}}1{{/zero}}{{#zero_text}}2{{/zero_text}}{{#object}}3{{/object}}{{#blank}}4{{/blank}}", view),
            "1234");
  EXPECT_EQ(shown("[{{#empty}}no{{/empty}}{{^empty}}nothing{{/empty}}]", view), "[nothing]");
}

TEST(Mustache, ShowsTruthsAsWordsAndStructuresNotAtAll) {
  EXPECT_EQ(
      shown("{{t}} {{f}} [{{list}}{{object}}]", {{"t", true}, {"f", false}, {"list", {1, 2}}, {"object", {{"a", 1}}}}),
      "true false []");
}

TEST(Mustache, PartialsAreIndentedWithinEachOther) {
  EXPECT_EQ(shown("{{#list}}\n  {{>outer}}\n{{/list}}\n", {{"list", {1, 2}}}, Escape::none,
                  {{"outer", "- {{.}}\n  {{>inner}}\n"}, {"inner", "+\n"}}),
            "  - 1\n    +\n  - 2\n    +\n");
}

TEST(Mustache, NulIsAByteLikeAnother) {
  const std::string nul("\0", 1);
  EXPECT_EQ(shown("a" + nul + "{{s}}", {{"s", "b" + nul + "c"}}), "a" + nul + "b" + nul + "c");
}

TEST(Mustache, LongTextsAndValues) {
  const std::string value(1'000'000, '<');
  EXPECT_EQ(shown("{{s}}", {{"s", value}}).size(), 4'000'000U);
  EXPECT_EQ(shown(repeated("{{s}}\n", 100'000), {{"s", "x"}}), repeated("x\n", 100'000));
}

TEST(Mustache, SaysOnWhichLineItIsWrong) {
  const std::vector<std::pair<std::string_view, std::string_view>> cases = {
      {"a\nb {{name", "The template, line 2, has a tag that does not end: '{{name'."},
      {"a\n\n{{{name}}", "The template, line 3, has a tag that does not end: '{{{name}}'."},
      {"{{=<% %>}}", "The template, line 1, has a tag that does not end: '{{=<% %>}}'."},
      {"{{=<% %>=}}\n<%name}}", "The template, line 2, has a tag that does not end: '<%name}}'."},
      {"{{! a note", "The template, line 1, has a tag that does not end: '{{! a note'."},
      {"{{a {{b}}", "The template, line 1, has a tag whose name is not one word: 'a {{b'."},
      {"{{a{{b}}", "The template, line 1, has a tag whose name is not one word: 'a{{b'."},
      {"\n{{}}", "The template, line 2, has a tag whose name is not one word: ''."},
      {"{{# }}{{/ }}", "The template, line 1, has a tag whose name is not one word: ' '."},
      {"1\n{{#a}}\n3\n", "The template, line 2, opens the section 'a' and does not close it."},
      {"1\n{{#a}}{{^b}}\n{{/b}}", "The template, line 2, opens the section 'a' and does not close it."},
      {"1\n{{/a}}", "The template, line 2, closes the section 'a', which is not open."},
      {"{{#a}}\n{{#b}}\n{{/a}}\n{{/b}}",
       "The template, line 3, closes the section 'a' inside 'b', which was opened on line 2."},
      {"{{=<%=}}", "The template, line 1, sets delimiters that are not two words without '=': '<%'."},
      {"{{=a b c=}}", "The template, line 1, sets delimiters that are not two words without '=': 'a b c'."},
      {"{{=a= =b=}}", "The template, line 1, sets delimiters that are not two words without '=': 'a= =b'."},
  };
  for (const auto& [text, message] : cases) {
    const auto rendered = render(text, {}, Escape::html);
    ASSERT_FALSE(rendered) << text;
    EXPECT_EQ(rendered.error().message, message);
    EXPECT_EQ(rendered.error().exit, ExitCode::internal);
  }
}

TEST(Mustache, NamesThePartialThatIsWrong) {
  const auto rendered = render("\n  {{>foot}}\n", {}, Escape::html, {{"foot", "a\n{{#b}}\n"}});
  ASSERT_FALSE(rendered);
  EXPECT_EQ(rendered.error().message, "The partial 'foot', line 2, opens the section 'b' and does not close it.");
}

TEST(Mustache, SectionsWithinEachOtherHaveALimit) {
  const auto nested = [](std::size_t depth) { return repeated("{{#a}}\n", depth) + "x" + repeated("{{/a}}", depth); };
  EXPECT_EQ(shown(nested(kMaximumTemplateDepth), {{"a", true}}), "x");
  for (const bool open : {true, false}) {
    const auto rendered = render(nested(kMaximumTemplateDepth + 1), {{"a", open}}, Escape::html);
    ASSERT_FALSE(rendered) << open;
    EXPECT_EQ(rendered.error().message,
              "The template, line 51, has more than 50 sections and partials within each other.");
  }
}

// A chain of nodes, `length` of them, which a partial that includes itself shows.
json chain(std::size_t length) {
  json node = {{"next", json::array()}};
  for (std::size_t i = 1; i < length; ++i) node = {{"next", {node}}};
  return node;
}

TEST(Mustache, SectionsAndPartialsCountTogether) {
  const Partials partials = {{"node", "x\n{{#next}}{{>node}}{{/next}}"}};
  // Each node but the first stands in a partial and a section more.
  static_assert(kMaximumTemplateDepth == 50);
  EXPECT_EQ(shown("{{#a}}{{>node}}{{/a}}", {{"a", chain(25)}}, Escape::html, partials), repeated("x\n", 25));
  const auto rendered = render("{{#a}}{{>node}}{{/a}}", {{"a", chain(26)}}, Escape::html, partials);
  ASSERT_FALSE(rendered);
  EXPECT_EQ(rendered.error().message,
            "The partial 'node', line 2, has more than 50 sections and partials within each other.");
}

TEST(Mustache, APartialThatAlwaysIncludesItselfEnds) {
  const auto rendered = render("{{>p}}", {}, Escape::html, {{"p", "{{>p}}"}});
  ASSERT_FALSE(rendered);
  EXPECT_EQ(rendered.error().message,
            "The partial 'p', line 1, has more than 50 sections and partials within each other.");
}

}  // namespace
}  // namespace termwise::report
