#include <gtest/gtest.h>

#include "report/sentence.h"

namespace termwise::report {
namespace {

TEST(Sentence, FillsItsPlaceholders) {
  EXPECT_EQ(
      render_sentence("{school}: {share} of {n} pupils.", {{"n", "31"}, {"school", "Ash"}, {"share", "58%"}}).value(),
      "Ash: 58% of 31 pupils.");
  EXPECT_EQ(render_sentence("no placeholders", {}).value(), "no placeholders");
  EXPECT_EQ(render_sentence("{{literal}}", {}).value(), "{literal}");
}

TEST(Sentence, ArgumentsAreNotTemplates) {
  EXPECT_EQ(render_sentence("{a}", {{"a", "{b}"}, {"b", "x"}}).value(), "{b}");
}

TEST(Sentence, RefusesWhatItCannotFill) {
  for (const char* text : {"{unknown}", "{open", "closed}", "{}", "{a"}) {
    const auto rendered = render_sentence(text, {{"a", "1"}});
    ASSERT_FALSE(rendered) << text;
    EXPECT_EQ(rendered.error().exit, ExitCode::internal);
  }
}

}  // namespace
}  // namespace termwise::report
