#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "school/lineage.h"

namespace termwise::school {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// Sorted as graph_of has them.
std::vector<Link> links(std::vector<std::pair<std::int64_t, std::int64_t>> predecessor_and_successor) {
  std::vector<LinkStatement> statements;
  for (const auto& [predecessor, successor] : predecessor_and_successor)
    statements.push_back({Urn{predecessor}, Urn{successor}, {LinkRole::successor, LinkKind::succeeded}, {}, {}});
  return graph_of(std::move(statements), {}, {}).links;
}

// "1:900001>900002": one step back, 900001, which became 900002.
std::vector<std::string> in_short(const Lineage& lineage) {
  std::vector<std::string> texts;
  for (const auto& ancestor : lineage.ancestors)
    texts.push_back(std::to_string(ancestor.distance) + ":" + std::to_string(ancestor.urn.value) + ">" +
                    std::to_string(ancestor.via.value));
  return texts;
}

TEST(Lineages, goBackOnly) {
  const auto all = links({{900001, 900002}, {900002, 900003}, {900003, 900004}});
  EXPECT_THAT(in_short(lineage_of(Urn{900003}, all)), ElementsAre("1:900002>900003", "2:900001>900002"));
  EXPECT_THAT(in_short(lineage_of(Urn{900001}, all)), IsEmpty());
  EXPECT_THAT(in_short(lineage_of(Urn{900009}, all)), IsEmpty()) << "a school that no link knows";
}

TEST(Lineages, ofAMergerHaveBothAndOfASplitShareOne) {
  const auto merged = links({{900002, 900003}, {900001, 900003}});
  EXPECT_THAT(in_short(lineage_of(Urn{900003}, merged)), ElementsAre("1:900001>900003", "1:900002>900003"));
  const auto split = links({{900001, 900002}, {900001, 900003}});
  EXPECT_THAT(in_short(lineage_of(Urn{900002}, split)), ElementsAre("1:900001>900002"));
  EXPECT_THAT(in_short(lineage_of(Urn{900003}, split)), ElementsAre("1:900001>900003"));
}

TEST(Lineages, haveEachSchoolOnceByTheShortestWay) {
  // 900001 split into 900002 and 900003, which merged into 900004; 900001 is also said to have become it at once.
  const auto diamond = links({{900001, 900002}, {900001, 900003}, {900002, 900004}, {900003, 900004}});
  EXPECT_THAT(in_short(lineage_of(Urn{900004}, diamond)),
              ElementsAre("1:900002>900004", "1:900003>900004", "2:900001>900002"));
  const auto short_cut = links({{900001, 900002}, {900002, 900004}, {900001, 900004}});
  EXPECT_THAT(in_short(lineage_of(Urn{900004}, short_cut)), ElementsAre("1:900001>900004", "1:900002>900004"));
}

TEST(Lineages, endWhereACircleCloses) {
  const auto circle = links({{900001, 900002}, {900002, 900003}, {900003, 900001}});
  EXPECT_THAT(in_short(lineage_of(Urn{900001}, circle)), ElementsAre("1:900003>900001", "2:900002>900003"));
  EXPECT_FALSE(lineage_of(Urn{900001}, circle).cut);
}

TEST(Lineages, areCutBeyondTheirLimits) {
  const auto chain = [](std::size_t length) {
    std::vector<std::pair<std::int64_t, std::int64_t>> pairs;
    for (std::size_t i = 0; i < length; ++i)
      pairs.emplace_back(900001 + static_cast<std::int64_t>(i), 900000 + static_cast<std::int64_t>(i));
    return lineage_of(Urn{900000}, links(std::move(pairs)));
  };
  EXPECT_EQ(chain(kMaximumGenerations).ancestors.size(), kMaximumGenerations);
  EXPECT_FALSE(chain(kMaximumGenerations).cut);
  EXPECT_EQ(chain(kMaximumGenerations + 1).ancestors.size(), kMaximumGenerations);
  EXPECT_TRUE(chain(kMaximumGenerations + 1).cut);

  const auto merger = [](std::size_t width) {
    std::vector<std::pair<std::int64_t, std::int64_t>> pairs;
    for (std::size_t i = 0; i < width; ++i) pairs.emplace_back(900001 + static_cast<std::int64_t>(i), 900000);
    return lineage_of(Urn{900000}, links(std::move(pairs)));
  };
  EXPECT_EQ(merger(kMaximumAncestors).ancestors.size(), kMaximumAncestors);
  EXPECT_FALSE(merger(kMaximumAncestors).cut);
  EXPECT_EQ(merger(kMaximumAncestors + 1).ancestors.size(), kMaximumAncestors);
  EXPECT_TRUE(merger(kMaximumAncestors + 1).cut);
}

}  // namespace
}  // namespace termwise::school
