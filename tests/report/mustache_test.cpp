// The core modules of the Mustache specification (1.4): a case for each title of theirs, with templates, data and
// results of our own.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "report/mustache.h"

namespace termwise::report {
namespace {

struct Case {
  const char* title;
  std::string_view text;
  const char* view;
  std::string_view expected;
  Partials partials = {};
};

void expect(const std::vector<Case>& cases) {
  for (const auto& c : cases) {
    const auto rendered = render(c.text, nlohmann::json::parse(c.view), Escape::html, c.partials);
    ASSERT_TRUE(rendered) << c.title << ": " << rendered.error().text();
    EXPECT_EQ(*rendered, c.expected) << c.title;
  }
}

TEST(MustacheSpecification, Interpolation) {
  expect({
      {"No Interpolation", "A {floor} of 65%\n", "{}", "A {floor} of 65%\n"},
      {"Basic Interpolation", "{{school}} is open", R"({"school": "Ash Grove"})", "Ash Grove is open"},
      {"No Re-interpolation", "{{school}}, {{la}}", R"({"school": "{{la}}", "la": "Kent"})", "{{la}}, Kent"},
      {"HTML Escaping", "<{{s}}>", R"({"s": "a & b < c > \"d\""})", "<a &amp; b &lt; c &gt; &quot;d&quot;>"},
      {"Triple Mustache", "<{{{s}}}>", R"({"s": "a & b < c > \"d\""})", "<a & b < c > \"d\">"},
      {"Ampersand", "<{{&s}}>", R"({"s": "a & b < c > \"d\""})", "<a & b < c > \"d\">"},
      {"Basic Integer Interpolation", "{{pupils}} pupils", R"({"pupils": 31})", "31 pupils"},
      {"Triple Mustache Integer Interpolation", "{{{pupils}}} pupils", R"({"pupils": -31})", "-31 pupils"},
      {"Ampersand Integer Interpolation", "{{&pupils}} pupils", R"({"pupils": 0})", "0 pupils"},
      {"Basic Decimal Interpolation", "{{share}}%", R"({"share": "58.50"})", "58.50%"},
      {"Triple Mustache Decimal Interpolation", "{{{share}}}%", R"({"share": "58.50"})", "58.50%"},
      {"Ampersand Decimal Interpolation", "{{&share}}%", R"({"share": "58.50"})", "58.50%"},
      {"Basic Null Interpolation", "[{{note}}]", R"({"note": null})", "[]"},
      {"Triple Mustache Null Interpolation", "[{{{note}}}]", R"({"note": null})", "[]"},
      {"Ampersand Null Interpolation", "[{{&note}}]", R"({"note": null})", "[]"},
      {"Basic Context Miss Interpolation", "[{{note}}]", "{}", "[]"},
      {"Triple Mustache Context Miss Interpolation", "[{{{note}}}]", "{}", "[]"},
      {"Ampersand Context Miss Interpolation", "[{{&note}}]", "{}", "[]"},
      {"Dotted Names - Basic Interpolation", "{{head.name}}={{#head}}{{name}}{{/head}}",
       R"({"head": {"name": "Ms A & B"}})", "Ms A &amp; B=Ms A &amp; B"},
      {"Dotted Names - Triple Mustache Interpolation", "{{{head.name}}}", R"({"head": {"name": "A & B"}})", "A & B"},
      {"Dotted Names - Ampersand Interpolation", "{{&head.name}}", R"({"head": {"name": "A & B"}})", "A & B"},
      {"Dotted Names - Arbitrary Depth", "{{la.area.school.year.class.pupils}}",
       R"({"la": {"area": {"school": {"year": {"class": {"pupils": 30}}}}}})", "30"},
      {"Dotted Names - Broken Chains", "[{{la.area.school}}]", R"({"la": {}})", "[]"},
      {"Dotted Names - Broken Chain Resolution", "[{{la.area.head.name}}]",
       R"({"la": {"area": {}}, "head": {"name": "Ms A"}})", "[]"},
      {"Dotted Names - Initial Resolution", "{{#la}}{{area.school}}{{/la}}",
       R"({"la": {"area": {"school": "inner"}}, "area": {"school": "outer"}})", "inner"},
      {"Dotted Names - Context Precedence", "[{{#la}}{{area.school}}{{/la}}]",
       R"({"la": {"area": {}}, "area": {"school": "outer"}})", "[]"},
      {"Dotted Names are never single keys", "[{{a.b}}]", R"({"a.b": "x"})", "[]"},
      {"Dotted Names - No Masking", "{{a.b}}", R"({"a.b": "x", "a": {"b": "y"}})", "y"},
      {"Implicit Iterators - Basic Interpolation", "{{.}}!", R"("Ash")", "Ash!"},
      {"Implicit Iterators - HTML Escaping", "{{.}}", R"("& < > \"")", "&amp; &lt; &gt; &quot;"},
      {"Implicit Iterators - Triple Mustache", "{{{.}}}", R"("& < > \"")", "& < > \""},
      {"Implicit Iterators - Ampersand", "{{&.}}", R"("& < > \"")", "& < > \""},
      {"Implicit Iterators - Basic Integer Interpolation", "{{.}} pupils", "31", "31 pupils"},
      {"Interpolation - Surrounding Whitespace", "  {{s}}\t|", R"({"s": "x"})", "  x\t|"},
      {"Triple Mustache - Surrounding Whitespace", "  {{{s}}}\t|", R"({"s": "x"})", "  x\t|"},
      {"Ampersand - Surrounding Whitespace", "  {{&s}}\t|", R"({"s": "x"})", "  x\t|"},
      {"Interpolation - Standalone", "\n  {{s}}\n", R"({"s": "x"})", "\n  x\n"},
      {"Triple Mustache - Standalone", "\n  {{{s}}}\n", R"({"s": "x"})", "\n  x\n"},
      {"Ampersand - Standalone", "\n  {{&s}}\n", R"({"s": "x"})", "\n  x\n"},
      {"Interpolation With Padding", "{{  s\t}}", R"({"s": "x"})", "x"},
      {"Triple Mustache With Padding", "{{{  s\n}}}", R"({"s": "x"})", "x"},
      {"Ampersand With Padding", "{{&  s\t}}", R"({"s": "x"})", "x"},
  });
}

TEST(MustacheSpecification, Sections) {
  expect({
      {"Truthy", "{{#open}}yes{{/open}}", R"({"open": true})", "yes"},
      {"Falsey", "[{{#open}}yes{{/open}}]", R"({"open": false})", "[]"},
      {"Null is falsey", "[{{#open}}yes{{/open}}]", R"({"open": null})", "[]"},
      {"Context", "{{#school}}{{name}}{{/school}}", R"({"school": {"name": "Ash"}})", "Ash"},
      {"Parent contexts", "{{#school}}{{name}}, {{la}}, {{head.name}}{{/school}}",
       R"({"name": "outer", "la": "Kent", "head": {"name": "Ms A"}, "school": {"name": "Ash"}})", "Ash, Kent, Ms A"},
      {"Variable test", "{{#note}}{{.}}={{note}}{{/note}}", R"({"note": "late"})", "late=late"},
      {"List Contexts",
       "{{#las}}{{#schools}}{{la}}/{{name}}:{{#years}}{{la}}{{name}}{{year}} {{/years}}{{/schools}}{{/las}}",
       R"({"las": [{"la": "K", "schools": [{"name": "A", "years": [{"year": 1}, {"year": 2}]}]}]})", "K/A:KA1 KA2 "},
      {"Deeply Nested Contexts",
       "{{#la}}\n{{k}}\n{{#area}}\n{{k}}{{a}}\n{{#school}}\n{{k}}{{a}}{{s}}{{.}}\n{{/school}}\n{{a}}\n{{/area}}\n"
       "[{{a}}]\n{{/la}}\n",
       R"({"la": {"k": 1}, "area": {"a": 2, "school": 3}, "s": 4})", "1\n12\n1243\n2\n[]\n"},
      {"List", "{{#schools}}<{{n}}>{{/schools}}", R"({"schools": [{"n": "A"}, {"n": "B"}, {"n": "C"}]})", "<A><B><C>"},
      {"Empty List", "[{{#schools}}one{{/schools}}]", R"({"schools": []})", "[]"},
      {"Doubled", "{{#open}}\n- a\n{{/open}}\n- {{b}}\n{{#open}}\n- c\n{{/open}}\n", R"({"open": true, "b": "b"})",
       "- a\n- b\n- c\n"},
      {"Nested (Truthy)", "1{{#open}}2{{#open}}3{{/open}}4{{/open}}5", R"({"open": true})", "12345"},
      {"Nested (Falsey)", "1{{#open}}2{{#open}}3{{/open}}4{{/open}}5", R"({"open": false})", "15"},
      {"Context Misses", "[{{#open}}yes{{/open}}]", "{}", "[]"},
      {"Implicit Iterator - String", "{{#urns}}({{.}}){{/urns}}", R"({"urns": ["a", "b"]})", "(a)(b)"},
      {"Implicit Iterator - Integer", "{{#urns}}({{.}}){{/urns}}", R"({"urns": [118000, 118001]})", "(118000)(118001)"},
      {"Implicit Iterator - Decimal", "{{#s}}({{.}}){{/s}}", R"({"s": ["58.50", "60.0"]})", "(58.50)(60.0)"},
      {"Implicit Iterator - Array", "{{#years}}[{{#.}}{{.}},{{/.}}]{{/years}}", R"({"years": [[1, 2], ["a"]]})",
       "[1,2,][a,]"},
      {"Implicit Iterator - HTML Escaping", "{{#s}}{{.}} {{/s}}", R"({"s": ["&", "<", ">", "\""]})",
       "&amp; &lt; &gt; &quot; "},
      {"Implicit Iterator - Triple mustache", "{{#s}}{{{.}}} {{/s}}", R"({"s": ["&", "<", ">", "\""]})", "& < > \" "},
      {"Implicit Iterator - Ampersand", "{{#s}}{{&.}} {{/s}}", R"({"s": ["&", "<", ">", "\""]})", "& < > \" "},
      {"Implicit Iterator - Root-level", "{{#.}}<{{n}}>{{/.}}", R"([{"n": "A"}, {"n": "B"}])", "<A><B>"},
      {"Dotted Names - Truthy", "{{#a.b.c}}yes{{/a.b.c}}", R"({"a": {"b": {"c": true}}})", "yes"},
      {"Dotted Names - Falsey", "[{{#a.b.c}}yes{{/a.b.c}}]", R"({"a": {"b": {"c": false}}})", "[]"},
      {"Dotted Names - Broken Chains", "[{{#a.b.c}}yes{{/a.b.c}}]", R"({"a": {}})", "[]"},
      {"Surrounding Whitespace", " 1 {{#open}}\t2\t{{/open}} 3 \n", R"({"open": true})", " 1 \t2\t 3 \n"},
      {"Internal Whitespace", " 1 {{#open}} {{! a note }}\n {{/open}} 3 \n", R"({"open": true})", " 1  \n  3 \n"},
      {"Indented Inline Sections", " {{#open}}a{{/open}}\n  {{#open}}b{{/open}}\n", R"({"open": true})", " a\n  b\n"},
      {"Standalone Lines", "1\n{{#open}}\n\n{{/open}}\n2\n", R"({"open": true})", "1\n\n2\n"},
      {"Indented Standalone Lines", "1\n  {{#open}}\n-\n\t{{/open}}\n2\n", R"({"open": true})", "1\n-\n2\n"},
      {"Standalone Line Endings", "1\r\n{{#open}}\r\n2\r\n{{/open}}\r\n3", R"({"open": true})", "1\r\n2\r\n3"},
      {"Standalone Without Previous Line", "  {{#open}}\n1{{/open}}\n2", R"({"open": true})", "1\n2"},
      {"Standalone Without Newline", "1{{#open}}\n2\n  {{/open}}", R"({"open": true})", "1\n2\n"},
      {"Padding", "[{{#  open\t}}yes{{/\topen }}]", R"({"open": true})", "[yes]"},
  });
}

TEST(MustacheSpecification, InvertedSections) {
  expect({
      {"Falsey", "{{^open}}shut{{/open}}", R"({"open": false})", "shut"},
      {"Truthy", "[{{^open}}shut{{/open}}]", R"({"open": true})", "[]"},
      {"Null is falsey", "{{^open}}shut{{/open}}", R"({"open": null})", "shut"},
      {"Context", "[{{^school}}none{{/school}}]", R"({"school": {"name": "Ash"}})", "[]"},
      {"List", "[{{^schools}}none{{/schools}}]", R"({"schools": [{"n": 1}, {"n": 2}]})", "[]"},
      {"Empty List", "{{^schools}}none{{/schools}}", R"({"schools": []})", "none"},
      {"Doubled", "{{^open}}\n- a\n{{/open}}\n- {{b}}\n{{^open}}\n- c\n{{/open}}\n", R"({"open": false, "b": "b"})",
       "- a\n- b\n- c\n"},
      {"Nested (Falsey)", "1{{^open}}2{{^open}}3{{/open}}4{{/open}}5", R"({"open": false})", "12345"},
      {"Nested (Truthy)", "1{{^open}}2{{^open}}3{{/open}}4{{/open}}5", R"({"open": true})", "15"},
      {"Context Misses", "{{^open}}not told{{/open}}", "{}", "not told"},
      {"Dotted Names - Truthy", "[{{^a.b.c}}no{{/a.b.c}}]", R"({"a": {"b": {"c": true}}})", "[]"},
      {"Dotted Names - Falsey", "{{^a.b.c}}no{{/a.b.c}}", R"({"a": {"b": {"c": false}}})", "no"},
      {"Dotted Names - Broken Chains", "{{^a.b.c}}no{{/a.b.c}}", R"({"a": {}})", "no"},
      {"Surrounding Whitespace", " 1 {{^open}}\t2\t{{/open}} 3 \n", "{}", " 1 \t2\t 3 \n"},
      {"Internal Whitespace", " 1 {{^open}} {{! a note }}\n {{/open}} 3 \n", "{}", " 1  \n  3 \n"},
      {"Indented Inline Sections", " {{^open}}a{{/open}}\n  {{^open}}b{{/open}}\n", "{}", " a\n  b\n"},
      {"Standalone Lines", "1\n{{^open}}\n\n{{/open}}\n2\n", "{}", "1\n\n2\n"},
      {"Standalone Indented Lines", "1\n  {{^open}}\n-\n\t{{/open}}\n2\n", "{}", "1\n-\n2\n"},
      {"Standalone Line Endings", "1\r\n{{^open}}\r\n2\r\n{{/open}}\r\n3", "{}", "1\r\n2\r\n3"},
      {"Standalone Without Previous Line", "  {{^open}}\n1{{/open}}\n2", "{}", "1\n2"},
      {"Standalone Without Newline", "1{{^open}}\n2\n  {{/open}}", "{}", "1\n2\n"},
      {"Padding", "[{{^  open\t}}shut{{/\topen }}]", "{}", "[shut]"},
  });
}

TEST(MustacheSpecification, Comments) {
  expect({
      {"Inline", "Ash{{! renamed in 2016 }}ford", "{}", "Ashford"},
      {"Multiline", "Ash{{!\n  renamed\n  in 2016\n}}ford\n", "{}", "Ashford\n"},
      {"Standalone", "1\n{{! two }}\n3\n", "{}", "1\n3\n"},
      {"Indented Standalone", "1\n \t{{! two }}\n3\n", "{}", "1\n3\n"},
      {"Standalone Line Endings", "1\r\n{{! two }}\r\n3", "{}", "1\r\n3"},
      {"Standalone Without Previous Line", "  {{! one }}\n2", "{}", "2"},
      {"Standalone Without Newline", "1\n  {{! two }}", "{}", "1\n"},
      {"Multiline Standalone", "1\n{{!\n2\n}}\n3\n", "{}", "1\n3\n"},
      {"Indented Multiline Standalone", "1\n  {{!\n    2\n  }}\n3\n", "{}", "1\n3\n"},
      {"Indented Inline", "  1 {{! two }}\n", "{}", "  1 \n"},
      {"Surrounding Whitespace", "1 {{! two }} 3", "{}", "1  3"},
      {"Variable Name Collision", "[{{! note }}]", R"({"! note": 1, "! note ": 2, "!note": 3, "note": 4})", "[]"},
  });
}

TEST(MustacheSpecification, Partials) {
  expect({
      {"Basic Behavior", "[{{>foot}}]", "{}", "[Kent]", {{"foot", "Kent"}}},
      {"Failed Lookup", "[{{>foot}}]", "{}", "[]"},
      {"Context", "[{{>foot}}]", R"({"la": "Kent"})", "[*Kent*]", {{"foot", "*{{la}}*"}}},
      {"Recursion",
       "{{>area}}",
       R"({"name": "Kent", "parts": [{"name": "Ashford", "parts": []}, {"name": "Dover", "parts": []}]})",
       "Kent(Ashford()Dover())",
       {{"area", "{{name}}({{#parts}}{{>area}}{{/parts}})"}}},
      {"Nested",
       "{{>outer}}",
       R"({"la": "Kent", "school": "Ash"})",
       "<Kent [Ash]>",
       {{"outer", "<{{la}} {{>inner}}>"}, {"inner", "[{{school}}]"}}},
      {"Surrounding Whitespace", "1 {{>tab}} 2", "{}", "1 \t-\t 2", {{"tab", "\t-\t"}}},
      {"Inline Indentation", "  {{la}}  {{> foot}}\n", R"({"la": "Kent"})", "  Kent  -\n-\n", {{"foot", "-\n-"}}},
      {"Standalone Line Endings", "1\r\n{{>foot}}\r\n3", "{}", "1\r\n23", {{"foot", "2"}}},
      {"Standalone Without Previous Line", "  {{>foot}}\n3", "{}", "  1\n  23", {{"foot", "1\n2"}}},
      {"Standalone Without Newline", "1\n  {{>foot}}", "{}", "1\n  2\n  3", {{"foot", "2\n3"}}},
      {"Standalone Indentation",
       "1\n\t{{>foot}}\n5\n",
       R"({"note": "3\n4"})",
       "1\n\t2\n\t3\n4\n\t-\n5\n",
       {{"foot", "2\n{{{note}}}\n-\n"}}},
      {"Padding Whitespace", "[{{>  foot\t}}]", "{}", "[Kent]", {{"foot", "Kent"}}},
  });
}

TEST(MustacheSpecification, Delimiters) {
  const char* view = R"({"s": "Ash", "open": true})";
  expect({
      {"Pair Behavior", "{{=<% %>=}}<%s%> {{s}}", view, "Ash {{s}}"},
      {"Special Characters", "{{=( )=}}[(s)]", view, "[Ash]"},
      {"Sections", "{{#open}}\n{{s}} |s|\n{{/open}}\n{{= | | =}}\n|#open|\n{{s}} |s|\n|/open|\n", view,
       "Ash |s|\n{{s}} Ash\n"},
      {"Inverted Sections", "{{^no}}\n{{s}} |s|\n{{/no}}\n{{= | | =}}\n|^no|\n{{s}} |s|\n|/no|\n", view,
       "Ash |s|\n{{s}} Ash\n"},
      {"Partial Inheritence", "[{{>p}}]{{= | | =}}[|>p|]", view, "[-Ash-][-Ash-]", {{"p", "-{{s}}-"}}},
      {"Post-Partial Behavior", "[{{>p}}][{{s}}|s|]", view, "[Ash Ash][Ash|s|]", {{"p", "{{s}} {{= | | =}}|s|"}}},
      {"Surrounding Whitespace", "1 {{=@ @=}} 2", view, "1  2"},
      {"Outlying Whitespace (Inline)", " 1 {{=@ @=}}\n", view, " 1 \n"},
      {"Standalone Tag", "1\n{{=@ @=}}\n2\n", view, "1\n2\n"},
      {"Indented Standalone Tag", "1\n \t{{=@ @=}}\n2\n", view, "1\n2\n"},
      {"Standalone Line Endings", "1\r\n{{=@ @=}}\r\n2", view, "1\r\n2"},
      {"Standalone Without Previous Line", "  {{=@ @=}}\n1", view, "1"},
      {"Standalone Without Newline", "1\n  {{=@ @=}}", view, "1\n"},
      {"Pair with Padding", "[{{=  @ \t @  =}}]@s@", view, "[]Ash"},
  });
}

}  // namespace
}  // namespace termwise::report
