// The checks of targets for schools of any kind: held against the definitions, worked out here with whole numbers; whatever
// is missing; and every sentence.
#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "targets_world.h"

namespace termwise::plugin_tests {
namespace {

using testing::Cell;

// A percentage in tenths; empty: missing.
using Tenths = std::optional<int>;

Tenths any_percentage() {
  if (*rc::gen::inRange(0, 5) == 0) return std::nullopt;
  return *rc::gen::inRange(0, 1001);
}
Cell written_out(const Tenths& tenths) {
  return tenths ? Cell(Decimal(*tenths, 1).to_string()) : Cell(Missing::suppressed);
}

struct Drawn {
  Tenths joint, english, maths, d, b, a;
  std::optional<int> of, reached;

  static Drawn any() {
    Drawn drawn{any_percentage(),
                any_percentage(),
                any_percentage(),
                any_percentage(),
                any_percentage(),
                any_percentage(),
                {},
                {}};
    if (*rc::gen::inRange(0, 5) != 0) {
      drawn.of = *rc::gen::inRange(1, 200);
      drawn.reached = *rc::gen::inRange(0, *drawn.of + 1);
    }
    return drawn;
  }
  TargetWorld world() const {
    TargetWorld world;
    world.target("T1", written_out(joint)).measure("TARGET_COHORT", "30");
    world.target("T5", written_out(english));
    world.target("T6", written_out(maths));
    for (const char* code : {"T1", "T5", "T6"}) {
      world.estimate(code, "D", written_out(d));
      world.estimate(code, "B", written_out(b));
      world.estimate(code, "A", written_out(a));
    }
    if (of) world.reached("KS2_COHORT", std::to_string(*of)).reached("KS2_COUNT_L4_EM", std::to_string(*reached));
    return world;
  }
};

// "yes", "no" or "unknown" of T1 alone, by the notes and the outcome.
std::string of_joint(TargetWorld& world, const std::string& check) {
  const auto found = world[check];
  const auto has = [&](const char* note) {
    return std::find(found.notes.begin(), found.notes.end(), note) != found.notes.end();
  };
  return has("T1") ? "yes" : (has("T1_NOT_KNOWN") ? "unknown" : "no");
}

std::string below(const Tenths& one, const Tenths& other) {
  return !one || !other ? "unknown" : (*one < *other ? "yes" : "no");
}

std::string either(const std::string& one, const std::string& other) {
  if (one == "yes" || other == "yes") return "yes";
  return one == "no" && other == "no" ? "no" : "unknown";
}

RC_GTEST_PROP(TargetsProperty, follow_the_definitions, ()) {
  const Drawn drawn = Drawn::any();
  TargetWorld world = drawn.world();
  RC_ASSERT(of_joint(world, "a2") == below(drawn.joint, drawn.d));
  RC_ASSERT(of_joint(world, "a3") == either(below(drawn.joint, drawn.b), below(drawn.joint, drawn.a)));
  RC_ASSERT(of_joint(world, "a5") == below(drawn.joint, 550));
  RC_ASSERT(of_joint(world, "a7") == either(below(drawn.english, drawn.joint), below(drawn.maths, drawn.joint)));
  const Tenths together = drawn.english && drawn.maths ? Tenths(*drawn.english + *drawn.maths - 1000) : Tenths();
  RC_ASSERT(of_joint(world, "a8") == below(drawn.joint, together));
  const std::string lower =
      !drawn.joint || !drawn.of ? "unknown" : (*drawn.joint * *drawn.of < 1000 * *drawn.reached ? "yes" : "no");
  RC_ASSERT(of_joint(world, "a4") == lower);
}

// Whole pupils, tried one after the other.
RC_GTEST_PROP(TargetsProperty, a10_finds_the_pupils_if_there_are_any, ()) {
  const int of = *rc::gen::inRange(1, 300);
  const bool whole = *rc::gen::arbitrary<bool>();
  const int units = whole ? *rc::gen::inRange(0, 101) : *rc::gen::inRange(0, 1001);
  const int hundred = whole ? 100 : 1000;
  bool any = false;
  for (int pupils = 0; pupils <= of; ++pupils) {
    const int remainder = hundred * pupils % of;
    any = any || hundred * pupils / of + (2 * remainder >= of ? 1 : 0) == units;
  }
  RC_PRE(whole || units % 10 != 0);  // 65.0 is written 65
  TargetWorld world;
  world.target("T1", Decimal(units, whole ? 0 : 1).to_string()).measure("TARGET_COHORT", std::to_string(of));
  RC_ASSERT(world["a10"].outcome == (any ? "WHOLE_PUPILS" : "NO_WHOLE_PUPILS"));
}

// What a finding says would change it does.
RC_GTEST_PROP(TargetsProperty, flips_hold, ()) {
  const Drawn drawn = Drawn::any();
  RC_PRE(drawn.joint.has_value());
  const std::string check = *rc::gen::element<std::string>("a2", "a3", "a4", "a5", "a7", "a8", "a10");
  TargetWorld world;
  const auto set = [&](const std::string& target) {
    world.target("T1", target).measure("TARGET_COHORT", "30");
    // The parts are never the nearest to be changed where they are missing from a check.
    if (check == "a7" || check == "a8") {
      world.target("T5", written_out(drawn.english));
      world.target("T6", written_out(drawn.maths));
    }
    for (const auto& [kind, percent] : {std::pair("D", drawn.d), std::pair("B", drawn.b)})
      world.estimate("T1", kind, written_out(percent));
    if (drawn.of)
      world.reached("KS2_COHORT", std::to_string(*drawn.of)).reached("KS2_COUNT_L4_EM", std::to_string(*drawn.reached));
  };
  set(Decimal(*drawn.joint, 1).to_string());
  const auto found = world[check];
  RC_ASSERT(found.flips.size() <= 1u);
  if (found.flips.empty()) return;
  const auto moved = add(Decimal(*drawn.joint, 1), *Decimal::parse(found.flips[0].change));
  set(moved->to_string());
  const auto other = world[check];
  RC_ASSERT(other.outcome == found.flips[0].outcome);
  RC_ASSERT(other.outcome != found.outcome);
}

// A higher target is never found too low where a lower one was not; a missing figure alone raises nothing.
RC_GTEST_PROP(TargetsProperty, a_higher_target_is_no_worse_and_a_missing_one_raises_nothing, ()) {
  Drawn drawn = Drawn::any();
  RC_PRE(drawn.joint.has_value());
  Drawn higher = drawn;
  higher.joint = *rc::gen::inRange(*drawn.joint, 1001);
  Drawn missing = drawn;
  missing.joint = std::nullopt;
  TargetWorld worlds[] = {drawn.world(), higher.world(), missing.world()};
  const std::string check = *rc::gen::element<std::string>("a2", "a3", "a4", "a5", "a8");
  if (of_joint(worlds[0], check) == "no") RC_ASSERT(of_joint(worlds[1], check) == "no");
  RC_ASSERT(of_joint(worlds[2], check) != "yes");
}

// ---- Sentences ----

void expect_whole(const testing::EmittedFinding& finding) {
  EXPECT_THAT(finding.sentence, ::testing::HasSubstr("Orchard Primary School"));
  EXPECT_EQ(finding.sentence.back(), '.') << finding.sentence;
  for (const char* broken : {"  ", "()", "..", " .", ": .", "{", ", ,", "; .", ", and ,"})
    EXPECT_EQ(finding.sentence.find(broken), std::string::npos) << finding.sentence;
}

TEST(TargetsWording, is_all_used_and_complete) {
  std::set<std::string> used;
  const auto say = [&](TargetWorld world) {
    for (const auto& finding : world.checks().findings) {
      used.insert(finding.template_id);
      expect_whole(finding);
    }
  };
  const auto with_targets = [](const std::string& today, const Cell& percent, const Cell& judgement) {
    TargetWorld world(today);
    for (const char* code : {"T1", "T2", "T3", "T4", "T5", "T6", "T8"}) {
      world.target(code, percent).measure("TARGET_COHORT", "30").attribute("target_judgement", judgement);
      world.target_of(2008, code, percent);
      world.estimate(code, "D", "50");
      world.estimate(code, "B", "50");
    }
    for (const char* measure : {"KS2_COHORT", "KS2_COHORT_LP2_E", "KS2_COHORT_LP2_M", "KS1_COHORT"})
      world.reached(measure, "30");
    for (const char* measure : {"KS2_COUNT_L4_EM", "KS2_COUNT_LP2_E", "KS2_COUNT_LP2_M", "KS2_COUNT_L4_E",
                                "KS2_COUNT_L4_M", "KS1_COUNT_L2_R"})
      world.reached(measure, "15");
    world.reached("ABSENCE_OVERALL", "6.0");
    world.world().parameter("progress_median_english", "50").parameter("progress_median_maths", "50");
    return world;
  };
  say(with_targets("2008-11-15", "60", "challenging"));
  say(with_targets("2008-11-15", "50", "challenging"));
  say(with_targets("2008-11-15", "41", "not challenging"));
  say(with_targets("2008-11-15", "5", Cell()));
  auto unreadable = with_targets("2008-11-15", Cell(Missing::unparseable), Cell());
  for (const char* code : {"T1", "T2", "T3", "T4"})
    unreadable.target(code, Cell(Missing::unparseable)).attribute("target_set_on", Cell());
  say(std::move(unreadable));
  auto together = with_targets("2008-11-15", "60", "challenging");
  together.target("T1", "70");
  say(std::move(together));
  auto apart = with_targets("2008-11-15", "90", "challenging");
  apart.target("T1", "70");
  apart.reached("KS2_COUNT_L4_EM", Cell(Missing::suppressed));
  say(std::move(apart));
  say(TargetWorld("2008-11-15"));
  say(TargetWorld("2009-01-01"));
  say(TargetWorld("2014-01-01", 2013));

  std::vector<std::string> unsaid;
  for (const Template& text : testing::describe(checks_plugin()).templates)
    if (used.count(text.id) == 0) unsaid.push_back(text.id);
  EXPECT_THAT(unsaid, ::testing::IsEmpty());
}

// Whatever files hold by mistake, each check answers, and in a sentence.
RC_GTEST_PROP(TargetsWording, no_figure_makes_a_check_fail, ()) {
  const std::vector<Cell> cells{"-1",
                                "0",
                                "0.5",
                                "33.3",
                                "55",
                                "100",
                                "101",
                                "10001",
                                "1000000000000",
                                Cell(),
                                Cell(Missing::suppressed),
                                Cell(Missing::unparseable),
                                Cell(Missing::not_applicable)};
  const auto any = [&] { return *rc::gen::elementOf(cells); };
  TargetWorld world(*rc::gen::element<std::string>("2007-11-15", "2008-12-31", "2009-01-01", "2012-11-15"), 2009);
  for (const char* code : {"T1", "T2", "T4", "T5", "T6", "T7", "T8"}) {
    world
        .target(code, any(), *rc::gen::element<std::string>("all", "SEN"),
                *rc::gen::element<std::string>("", "4", "GDS"))
        .measure("TARGET_COHORT", any())
        .attribute("target_judgement", *rc::gen::element(Cell(), Cell("views differ"), Cell("XYZ")));
    world.target_of(2009, code, any());
    world.target_of(2008, code, any());
    for (const char* kind : {"A", "B", "D", "PA"}) world.estimate(code, kind, any(), any());
  }
  for (const char* measure : {"KS2_COHORT", "KS2_COUNT_L4_EM", "KS2_L4_EM", "KS2_COUNT_L4_E", "KS2_L4_E",
                              "KS2_COHORT_LP2_E", "KS2_COUNT_LP2_E", "KS1_COHORT", "KS1_COUNT_L2_R", "ABSENCE_POSSIBLE",
                              "ABSENCE_AUTHORISED", "ABSENCE_UNAUTHORISED", "ABSENCE_OVERALL"})
    for (const int summer : {2007, 2008, 2009})
      world.world().school(TargetWorld::kSchool, summer).measure(measure, any());
  const auto result = world.run("target-a" + std::to_string(*rc::gen::inRange(1, 13)));
  RC_ASSERT(result.completed);
  for (const auto& finding : result.findings) RC_ASSERT(finding.sentence.back() == '.');
}

}  // namespace
}  // namespace termwise::plugin_tests
