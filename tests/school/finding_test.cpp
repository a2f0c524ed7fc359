#include <functional>
#include <set>

#include <gtest/gtest.h>

#include "school/finding.h"

namespace termwise::school {
namespace {

Finding sample() {
  Finding finding;
  finding.rule = "ks2-floor";
  finding.subject = 900001;
  finding.year = 2017;
  finding.outcome = "BELOW";
  finding.notes = {"WRITING_ONLY"};
  finding.predicates.push_back({.measure = "KS2_PROG_W",
                                .year = 2017,
                                .operation = Operator::less,
                                .truth = Truth::yes,
                                .observed = Value(Decimal(-72, 1)),
                                .threshold = Value(Decimal(-7)),
                                .observed_text = {},
                                .threshold_text = {},
                                .source = "guidance",
                                .in_force = "2016",
                                .confidence = "verified",
                                .evidence = Provenance{sha256("file"), 3, 55, "WRITPROG"},
                                .of = std::nullopt});
  finding.cohort = Value(Decimal(31));
  finding.template_id = "below";
  finding.arguments = {{"school", "Ash"}};
  finding.sentence = "Ash is below.";
  finding.flips.push_back({"KS2_EXS_RWM", 2017, Decimal(2), "pupils", "NOT_BELOW"});
  return finding;
}

TEST(CanonicalBytes, EqualFindingsHaveEqualBytes) { EXPECT_EQ(canonical_bytes(sample()), canonical_bytes(sample())); }

// Each change that a person could notice changes the bytes, and no two changes look alike.
TEST(CanonicalBytes, EveryPartCounts) {
  const std::vector<std::function<void(Finding&)>> changes{
      [](Finding& f) { f.rule = "ks2"; },
      [](Finding& f) { f.subject = 900002; },
      [](Finding& f) { f.year = 2018; },
      [](Finding& f) { f.outcome = "EXEMPT"; },
      [](Finding& f) { f.reason = "CLOSED"; },
      [](Finding& f) { f.notes.clear(); },
      [](Finding& f) { f.basis = "COUNTS"; },
      [](Finding& f) { f.predicates[0].truth = Truth::no; },
      [](Finding& f) { f.predicates[0].observed = Value(Missing::suppressed); },
      [](Finding& f) { f.predicates[0].observed = std::nullopt; },
      [](Finding& f) { f.predicates[0].observed_text = "open"; },
      [](Finding& f) { f.predicates[0].threshold = Value(Decimal(-71, 1)); },
      [](Finding& f) { f.predicates[0].evidence->line = 4; },
      [](Finding& f) { f.predicates[0].evidence = std::nullopt; },
      [](Finding& f) { f.predicates[0].of = Urn{900002}; },
      [](Finding& f) { f.predicates[0].of = Urn{900003}; },
      [](Finding& f) {
        f.interval = Interval{"KS2_PROG_W", Value(Decimal(-9)), Value(Decimal(-5))};
      },
      [](Finding& f) { f.cohort = std::nullopt; },
      [](Finding& f) { f.template_id = "b"; },
      [](Finding& f) { f.arguments[0].second = "Elm"; },
      [](Finding& f) { f.sentence += " "; },
      [](Finding& f) { f.flips[0].change = Decimal(3); },
      [](Finding& f) { f.flips.clear(); },
  };
  std::set<std::string> seen{canonical_bytes(sample())};
  for (std::size_t i = 0; i < changes.size(); ++i) {
    Finding changed = sample();
    changes[i](changed);
    EXPECT_TRUE(seen.insert(canonical_bytes(changed)).second) << "change " << i;
  }
}

// A text cannot pretend to be two.
TEST(CanonicalBytes, BoundariesCannotBeImitated) {
  Finding one = sample();
  one.notes = {"A\n1:B"};
  Finding two = sample();
  two.notes = {"A", "B"};
  EXPECT_NE(canonical_bytes(one), canonical_bytes(two));
}

TEST(FindingOrder, IsByRuleThenSubjectThenYear) {
  Finding a = sample();
  Finding b = sample();
  b.subject = 900002;
  b.year = 2016;
  EXPECT_TRUE(ordered_before(a, b));
  b.rule = "concern";
  EXPECT_TRUE(ordered_before(b, a));
  EXPECT_FALSE(ordered_before(a, a));
}

}  // namespace
}  // namespace termwise::school
