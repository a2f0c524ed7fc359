// Counts before and after a change as bars: what a reader is told, and what stays markup.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "report/pair_chart.h"

namespace termwise::report {
namespace {

using testing::HasSubstr;
using testing::Not;

PairChart chart() { return {"lists", "Schools on the list", "schools", {{"2016/17", 3, 5}, {"2017/18", 0, 2}}}; }

std::size_t count(const std::string& text, const std::string& what) {
  std::size_t found = 0;
  for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) ++found;
  return found;
}

TEST(PairChart, SaysEveryNumber) {
  const std::string words =
      "Schools on the list, schools: 3 before and 5 after in 2016/17; 0 before and 2 after in 2017/18.";
  EXPECT_EQ(pair_chart_in_words(chart()), words);
  const std::string svg = pair_chart_svg(chart());
  EXPECT_THAT(svg, HasSubstr("<desc id=\"lists-desc\">" + words + "</desc>"));
  EXPECT_THAT(svg, HasSubstr("aria-labelledby=\"lists-title lists-desc\""));
  EXPECT_THAT(svg, HasSubstr("<title>2017/18, after: 2</title>"));
  // Two bars a year, and one of each kind in the key.
  EXPECT_EQ(count(svg, "<rect class=\"was\""), 3u);
  EXPECT_EQ(count(svg, "<rect class=\"is\""), 3u);
}

TEST(PairChart, IsNothingWithoutYears) { EXPECT_EQ(pair_chart_svg({"a", "b", "c", {}}), ""); }

TEST(PairChart, ShowsTheNewestOfTooMany) {
  PairChart many = chart();
  many.pairs.assign(kMaximumPairs + 1, {"new", 1, 1});
  many.pairs.front().label = "oldest";
  EXPECT_EQ(count(pair_chart_svg(many), "<rect class=\"is\""), kMaximumPairs + 1);  // and the key's
  EXPECT_THAT(pair_chart_in_words(many), Not(HasSubstr("oldest")));
}

TEST(PairChart, EscapesWhatIsDrawn) {
  PairChart hostile = chart();
  hostile.title = "<script>x</script>";
  hostile.pairs.front().label = "</svg><b>";
  const std::string svg = pair_chart_svg(hostile);
  EXPECT_THAT(svg, Not(HasSubstr("<script>")));
  EXPECT_THAT(svg, Not(HasSubstr("<b>")));
  EXPECT_EQ(count(svg, "</svg>"), 1u);
}

}  // namespace
}  // namespace termwise::report
