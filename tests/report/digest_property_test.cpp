// The sections of any digest are what the definitions say, as set algebra over (rule, lineage), and nothing of how the
// code walks through its lists.
#include <algorithm>
#include <functional>
#include <map>
#include <set>

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "report/digest_samples.h"

namespace termwise::report {
namespace {

using namespace samples;

using Key = std::pair<std::string, std::int64_t>;
using Keys = std::set<Key>;

Keys where(const std::set<Key>& all, const std::function<bool(const Key&)>& holds) {
  Keys kept;
  std::copy_if(all.begin(), all.end(), std::inserter(kept, kept.end()), holds);
  return kept;
}

struct Sets {
  std::map<Key, CurrentFinding> now;
  std::map<Key, ToldFinding> before;
};

// Few rules, lineages, years and sentences, so that all cases meet.
Sets any_sets() {
  const auto pick = [](int below_this) { return *rc::gen::inRange(0, below_this); };
  Sets sets;
  for (const std::string& rule : {std::string("a"), std::string("b")})
    for (std::int64_t lineage = 1; lineage <= 8; ++lineage) {
      if (pick(4) > 0) {
        const bool listed = pick(3) > 0;
        auto current = finding(lineage, "S" + std::to_string(lineage), listed ? "BELOW" : "NOT_BELOW",
                               "sentence " + std::to_string(pick(2)), pick(4) == 0 ? "5" : "6");
        current.row.finding.rule = rule;
        current.row.finding.reason = pick(4) == 0 ? "R" : "";
        sets.now.emplace(Key{rule, lineage}, std::move(current));
      }
      if (pick(2) > 0)
        sets.before.emplace(Key{rule, lineage},
                            ToldFinding{rule, lineage, "S", 2016 + pick(2), "BELOW", pick(4) == 0 ? "R" : "",
                                        "sentence " + std::to_string(pick(2)), pick(2) == 0});
    }
  return sets;
}

Keys keys_of(const Digest& digest, Change change) {
  Keys keys;
  for (const auto& section : digest.sections)
    if (section.change == change)
      for (const auto& entry : section.entries) keys.insert({entry.rule, entry.urn});
  return keys;
}

TEST(AnyDigest, PartitionsWhatIsListedAndWhatWasTold) {
  EXPECT_TRUE(rc::check([] {
    const Sets sets = any_sets();
    auto from = later({}, {});
    for (const auto& [key, current] : sets.now) from.findings.push_back(current);
    for (const auto& [key, told] : sets.before) from.told.push_back(told);
    from.rules = {standing(), standing()};
    from.rules[0].rule = "a";
    from.rules[1].rule = "b";
    const Digest digest = made(from);

    Keys all, listed, told;
    for (const auto& [key, current] : sets.now) {
      all.insert(key);
      if (current.listed) listed.insert(key);
    }
    for (const auto& [key, before] : sets.before) {
      all.insert(key);
      told.insert(key);
    }
    const auto has = [](const Keys& keys, const Key& key) { return keys.count(key) != 0; };
    const auto both = where(all, [&](const Key& key) { return has(listed, key) && has(told, key); });
    const auto same_year =
        where(both, [&](const Key& key) { return sets.now.at(key).row.finding.year == sets.before.at(key).year; });
    const auto same_words = where(same_year, [&](const Key& key) {
      const auto& a = sets.now.at(key).row.finding;
      const auto& b = sets.before.at(key);
      return std::tie(a.outcome, a.reason, a.sentence) == std::tie(b.outcome, b.reason, b.sentence);
    });
    RC_ASSERT(keys_of(digest, Change::added) ==
              where(all, [&](const Key& key) { return has(listed, key) && !has(told, key); }));
    RC_ASSERT(keys_of(digest, Change::cleared) ==
              where(all, [&](const Key& key) { return !has(listed, key) && has(told, key); }));
    RC_ASSERT(keys_of(digest, Change::still) == where(both, [&](const Key& key) { return !has(same_year, key); }));
    RC_ASSERT(keys_of(digest, Change::changed) ==
              where(same_year, [&](const Key& key) { return !has(same_words, key); }));

    Keys will_be_told;
    for (const auto& one : digest.told) {
      const Key key{one.rule, one.lineage};
      RC_ASSERT(will_be_told.insert(key).second);
      const auto& now = sets.now.at(key);
      RC_ASSERT(one.year == now.row.finding.year);
      RC_ASSERT(one.outcome == now.row.finding.outcome);
      RC_ASSERT(one.reason == now.row.finding.reason);
      RC_ASSERT(one.sentence == now.row.finding.sentence);
      RC_ASSERT(one.withheld == (now.row.finding.cohort == value("5")));
    }
    RC_ASSERT(will_be_told == listed);
    const auto schools_of = [](const Keys& keys) {
      std::set<std::int64_t> schools;
      for (const auto& [rule, lineage] : keys) schools.insert(lineage);
      return schools.size();
    };
    RC_ASSERT(digest.listed == schools_of(listed));
    RC_ASSERT(digest.unchanged == schools_of(same_words));
    RC_ASSERT(digest.empty() == (listed == told && same_words == listed));
  }));
}

// Told once, the same findings are no news, whatever was told before.
TEST(AnyDigest, ToldAgainIsEmpty) {
  EXPECT_TRUE(rc::check([] {
    const Sets sets = any_sets();
    auto from = later({}, {});
    from.rules = {standing(), standing()};
    from.rules[0].rule = "a";
    from.rules[1].rule = "b";
    for (const auto& [key, current] : sets.now) from.findings.push_back(current);
    for (const auto& [key, told] : sets.before) from.told.push_back(told);
    from.told = made(from).told;
    RC_ASSERT(made(from).empty());
  }));
}

}  // namespace
}  // namespace termwise::report
