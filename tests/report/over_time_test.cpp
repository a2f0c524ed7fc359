// Parts of the texts and tables about rules over time.
#include <gtest/gtest.h>

#include "report/csv.h"
#include "report/over_time_page.h"
#include "report/text_table.h"

namespace termwise::report {
namespace {

TEST(Csv, QuotesByRfc4180) {
  EXPECT_EQ(csv_cell("Oak Primary"), "Oak Primary");
  EXPECT_EQ(csv_cell("Oak, \"the\" Primary"), "\"Oak, \"\"the\"\" Primary\"");
  EXPECT_EQ(csv_cell("two\nlines"), "\"two\nlines\"");
  EXPECT_EQ(csv_cell(""), "");
  EXPECT_EQ(csv_line({"a", "1", ""}), "a,1,\r\n");
}

TEST(Csv, DefusesFormulas) {
  EXPECT_EQ(csv_cell("=1+1"), "'=1+1");
  EXPECT_EQ(csv_cell("+44"), "'+44");
  EXPECT_EQ(csv_cell("-2"), "'-2");
  EXPECT_EQ(csv_cell("@SUM(A1)"), "'@SUM(A1)");
  EXPECT_EQ(csv_cell("\tx"), "'\tx");
  EXPECT_EQ(csv_cell("=A1,B1"), "\"'=A1,B1\"");
  EXPECT_EQ(csv_cell("a=b"), "a=b");
}

TEST(TextTable, AlignsCodePoints) {
  TextTable table({{"Name", Side::left}, {"Count"}, {"Why", Side::left}});
  table.add(
      {"\xC3\x89"
       "cole",
       "7", ""});  // an accented letter is two bytes and one place
  table.add({"Oak", "1000", "because"});
  EXPECT_EQ(table.text(),
            "Name   Count  Why\n"
            "\xC3\x89"
            "cole      7\n"
            "Oak     1000  because\n");
}

Backtest hostile() {
  BacktestYear year;
  year.year = 2017;
  year.judged = 1;
  year.listed = 1;
  year.compared = true;
  year.outcomes = {{"BELOW", 1}};
  year.entered = {{"886", 900001, "<script>x</script>", {}, Verdict{"BELOW", "<b>"}}};
  return {{"p", "1", "</title><script>", "/x/<p>.so", std::string(64, '0')},
          2017,
          2017,
          {"886"},
          {},
          {{"r", "1", "<img src=x>", {"BELOW"}, {year}}}};
}

TEST(OverTimePage, EscapesWhatPluginsAndFilesSay) {
  const auto page = backtest_page(hostile());
  ASSERT_TRUE(page.ok());
  EXPECT_EQ(page->find("<script"), std::string::npos);
  EXPECT_EQ(page->find("<img"), std::string::npos);
  EXPECT_EQ(page->find("<b>"), std::string::npos);
  EXPECT_NE(page->find("&lt;script&gt;x&lt;/script&gt;"), std::string::npos);
}

// A list as long as all of England's is cut in texts and pages, and never in JSON and CSV.
TEST(OverTimePage, CutsLongLists) {
  Backtest backtest = hostile();
  auto& entered = backtest.rules.front().years.front().entered;
  entered.assign(201, {"886", 900001, "Oak", {}, Verdict{"BELOW", ""}});
  const auto rows = [](const std::string& text, const std::string& what) {
    std::size_t count = 0;
    for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) ++count;
    return count;
  };
  const auto page = backtest_page(backtest);
  ASSERT_TRUE(page.ok());
  EXPECT_EQ(rows(*page, "<bdi>Oak</bdi>"), 200u);
  EXPECT_NE(page->find("And 1 more"), std::string::npos);
  EXPECT_EQ(rows(backtest_text(backtest), "Oak (URN 900001)"), 20u);
  EXPECT_NE(backtest_text(backtest).find("and 181 more"), std::string::npos);
  EXPECT_EQ(rows(backtest_csv(backtest), ",Oak,"), 201u);
  EXPECT_EQ(rows(backtest_json(backtest), "\"Oak\""), 201u);
}

TEST(OverTimePage, SaysWordsAndNoCodes) {
  Backtest backtest = hostile();
  auto& years = backtest.rules.front().years;
  years.front().outcomes = {{"NOT_EVALUABLE", 2}, {"NO_STANDARD", 1}};
  years.front().entered.front().before = Verdict{"NOT_EVALUABLE", "COHORT_UNREADABLE"};
  years.push_back({});
  years.back().year = 2018;
  years.back().gap = "No standard is set for this year.";
  years.back().outcomes = {{"NO_STANDARD", 1}};
  const auto page = backtest_page(backtest);
  ASSERT_TRUE(page.ok());
  for (const char* code : {"NOT_EVALUABLE", "NO_STANDARD", "BELOW", "not applicable", "/x/"})
    EXPECT_EQ(page->find(code), std::string::npos) << code;
  EXPECT_NE(page->find("cannot be judged 2, no standard is set 1"), std::string::npos);
  EXPECT_NE(page->find("cannot be judged (cohort unreadable)"), std::string::npos);
  EXPECT_NE(page->find("no value in 2017/18: no standard is set"), std::string::npos);
}

TEST(OverTimeText, NamesOneYearOnce) {
  const std::string text = backtest_text(hostile());
  EXPECT_NE(text.find("\n2016/17, LA 886; each year"), std::string::npos) << text;
  EXPECT_NE(text.find("\n\n2016/17, entered (1):\n"), std::string::npos) << text;
}

TEST(OverTimeText, SaysComparisonsInWords) {
  PluginDifference difference;
  difference.first = difference.last = 2017;
  difference.las = {"886"};
  SchoolDifference school;
  school.year = 2017;
  school.comparisons = {
      {"KS2_PROG_R", 2017, Comparison{"<", "0", "not_published", "unknown"}, Comparison{"<", "-5", "-6.5", "true"}},
      {"KS2_EXS_RWM", 2017, Comparison{">=", "65", "62", "false"}, {}}};
  difference.schools = {school};
  const std::string text = plugin_difference_text(difference);
  EXPECT_NE(text.find("not published, so that nobody can tell whether it is below 0 -> -6.5 is below -5"),
            std::string::npos)
      << text;
  EXPECT_NE(text.find("62 is not at or above 65 -> not compared"), std::string::npos) << text;
}

}  // namespace
}  // namespace termwise::report
