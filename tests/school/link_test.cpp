#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "school/link.h"

namespace termwise::school {
namespace {

using std::chrono::year_month_day;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr year_month_day day(int year, unsigned month, unsigned date) {
  return {std::chrono::year(year), std::chrono::month(month), std::chrono::day(date)};
}

LinkStatement says(std::int64_t urn, std::int64_t linked, std::string_view word,
                   std::optional<year_month_day> on = std::nullopt, std::uint32_t line = 2) {
  return {Urn{urn}, Urn{linked}, *link_word(word), on, {BatchId{1}, line, Urn{urn}}};
}

// "900001>900002 merged"
std::vector<std::string> in_short(const LinkGraph& graph) {
  std::vector<std::string> texts;
  for (const auto& link : graph.links)
    texts.push_back(std::to_string(link.predecessor.value) + ">" + std::to_string(link.successor.value) + " " +
                    std::string(name(link.kind)));
  for (const auto& link : graph.others)
    texts.push_back(std::to_string(link.first.value) + "-" + std::to_string(link.second.value) + " " +
                    std::string(name(link.kind)));
  return texts;
}

std::vector<std::string> of(std::vector<LinkStatement> statements,
                            const std::map<std::int64_t, RegisteredSchool>& schools = {}) {
  return in_short(graph_of(std::move(statements), schools, {{"Academy converter", LinkKind::converted}}));
}

TEST(LinkWords, sayARoleAndAKind) {
  EXPECT_EQ(link_word("successor"), (LinkWord{LinkRole::successor, LinkKind::succeeded}));
  EXPECT_EQ(link_word("predecessor, split"), (LinkWord{LinkRole::predecessor, LinkKind::split}));
  EXPECT_EQ(link_word("either, merged"), (LinkWord{LinkRole::either, LinkKind::merged}));
  EXPECT_EQ(link_word("other"), (LinkWord{LinkRole::either, LinkKind::other}));
  for (const auto wrong :
       {"", "Successor", "successor,merged", "successor, ", "successor, other", "merged", "other, merged"})
    EXPECT_FALSE(link_word(wrong)) << wrong;
}

TEST(Links, areSaidOnceByTwoRows) {
  const auto graph = graph_of(
      {says(900001, 900002, "successor", day(2011, 8, 31), 2), says(900002, 900001, "predecessor", day(2011, 9, 1), 3)},
      {}, {});
  ASSERT_EQ(graph.links.size(), 1u);
  EXPECT_EQ(graph.links[0].predecessor, Urn{900001});
  EXPECT_EQ(graph.links[0].successor, Urn{900002});
  EXPECT_EQ(graph.links[0].on, day(2011, 9, 1)) << "the day on which the later opened";
  EXPECT_EQ(graph.links[0].source, (LinkSource{BatchId{1}, 2, Urn{900001}}));
  EXPECT_EQ(graph.links[0].dated, (LinkSource{BatchId{1}, 3, Urn{900002}}));
}

TEST(Links, ofWhichOneRowSaysMoreAreOfItsKind) {
  EXPECT_THAT(of({says(900001, 900002, "successor"), says(900002, 900001, "predecessor, merged")}),
              ElementsAre("900001>900002 merged"));
  EXPECT_THAT(of({says(900001, 900002, "successor, split"), says(900002, 900001, "either, merged")}),
              ElementsAre("900001>900002 split"));
  EXPECT_THAT(of({says(900001, 900002, "successor"), says(900002, 900001, "other")}),
              ElementsAre("900001>900002 succeeded"));
}

TEST(Links, thatArePlainTakeTheirKindFromTheLaterSchoolsType) {
  const std::map<std::int64_t, RegisteredSchool> schools{{900002, {"Academy converter", false, true}}};
  EXPECT_THAT(of({says(900001, 900002, "successor")}, schools), ElementsAre("900001>900002 converted"));
  EXPECT_THAT(of({says(900001, 900002, "predecessor")}, schools), ElementsAre("900002>900001 succeeded"))
      << "the academy is the earlier one";
  EXPECT_THAT(of({says(900001, 900002, "successor, merged")}, schools), ElementsAre("900001>900002 merged"));
}

TEST(Links, thatDoNotSayWhichCameFirstFollowFromWhichHasClosed) {
  const LinkStatement said = says(900001, 900002, "either, merged");
  EXPECT_THAT(of({said}), ElementsAre("900001-900002 merged")) << "nothing is guessed";
  EXPECT_THAT(of({said}, {{900001, {"", true, false}}}), ElementsAre("900001-900002 merged"))
      << "the other may have closed too";
  EXPECT_THAT(of({said}, {{900001, {"", true, false}}, {900002, {"", false, true}}}),
              ElementsAre("900001>900002 merged"));
  EXPECT_THAT(of({said}, {{900001, {"", false, true}}, {900002, {"", true, false}}}),
              ElementsAre("900002>900001 merged"));
  EXPECT_THAT(of({said}, {{900001, {"", false, true}}, {900002, {"", false, true}}}),
              ElementsAre("900001-900002 merged"));
}

TEST(Links, toOneselfAreNoneAndCirclesAreBoth) {
  EXPECT_THAT(of({says(900001, 900001, "successor")}), IsEmpty());
  EXPECT_THAT(of({says(900001, 900002, "successor"), says(900002, 900001, "successor")}),
              ElementsAre("900002>900001 succeeded", "900001>900002 succeeded"));
}

TEST(Links, thatAreNoDescentStandApart) {
  EXPECT_THAT(of({says(900002, 900001, "other"), says(900003, 900001, "predecessor, merged"),
                  says(900003, 900002, "predecessor, merged")}),
              ElementsAre("900001>900003 merged", "900002>900003 merged", "900001-900002 other"));
}

}  // namespace
}  // namespace termwise::school
