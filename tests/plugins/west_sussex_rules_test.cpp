// What the plugin west_sussex says of schools and the SIPs whom they have.
#include <set>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "west_sussex_world.h"

namespace termwise::plugin_tests {
namespace {

using ::testing::HasSubstr;

constexpr std::int64_t kUrn = 900001;

Sips in_october() { return Sips(day_number(2008, 10, 6)); }

// ---- A school without a SIP ----

// 2004/05: nine of ten schools of the trial had one.
TEST(SipCoverage, names_the_one_school_of_ten_without) {
  Sips sips = in_october();
  for (int i = 0; i < 10; ++i) sips.school(kUrn + i);
  sips.sip("A");
  for (int i = 0; i < 9; ++i) sips.assigned(kUrn + i, "A");
  std::set<std::int64_t> without;
  for (const auto& finding : sips.run("sip-coverage").findings)
    if (finding.outcome == "NO_SIP") without.insert(finding.urn);
  EXPECT_EQ(without, std::set<std::int64_t>{kUrn + 9});
  EXPECT_EQ(sips.sentence(kUrn, "sip-coverage"), "School 900001 has a SIP on 6 October 2008: Sip A.");
  EXPECT_EQ(sips.sentence(kUrn + 9, "sip-coverage"),
            "School 900010 has no SIP on 6 October 2008: the register has nobody for 2008/09. Every maintained school "
            "has to have one.");
}

TEST(SipCoverage, asks_whether_the_assignment_holds_today) {
  const auto verdict = [](const char* status, const testing::Cell& from, const testing::Cell& to) {
    Sips sips = in_october();
    sips.school(kUrn);
    sips.assigned(kUrn, "A", Sips::kYear, status).attribute("assigned_from", from).attribute("assigned_to", to);
    return sips.verdict(kUrn, "sip-coverage");
  };
  const testing::Cell none;
  EXPECT_EQ(verdict("current", none, none), "HAS_SIP");
  EXPECT_EQ(verdict("current", "2008-10-06", "2008-10-06"), "HAS_SIP");
  EXPECT_EQ(verdict("current", "2008-10-07", none), "NO_SIP(NOT_BEGUN_OR_OVER)");
  EXPECT_EQ(verdict("current", none, "2008-10-05"), "NO_SIP(NOT_BEGUN_OR_OVER)");
  EXPECT_EQ(verdict("disputed", none, none), "HAS_SIP");
  EXPECT_EQ(verdict("ended", none, none), "NO_SIP(ENDED)");
  EXPECT_EQ(verdict("proposed", none, none), "NO_SIP(PROPOSED)");
}

TEST(SipCoverage, names_the_duty_only_while_there_was_one) {
  Sips sips(day_number(2011, 9, 1));
  sips.school(kUrn);
  EXPECT_THAT(sips.sentence(kUrn, "sip-coverage"),
              HasSubstr("No law asks for one since 31 August 2011; it is the LA's own choice."));
  sips.world.parameter("statutory_sip_to", "2012");
  EXPECT_THAT(sips.sentence(kUrn, "sip-coverage"), HasSubstr("Every maintained school has to have one."));
}

// ---- 70% of schools, not of SIPs ----

// 2005/06: 40 schools and ten SIPs, six of whom had led a school. Those six serve `with` schools between them.
Sips of_2005(int with) {
  Sips sips = in_october();
  for (int i = 0; i < 10; ++i)
    sips.sip(std::string(1, static_cast<char>('A' + i))).attribute("headship", i < 6 ? "secondary" : "none");
  for (int i = 0; i < 40; ++i) {
    sips.school(kUrn + i);
    sips.assigned(kUrn + i, std::string(1, static_cast<char>(i < with ? 'A' + i % 6 : 'G' + i % 4)));
  }
  return sips;
}

TEST(SipHeadship, counts_schools_and_takes_exactly_the_share_as_enough) {
  Sips enough = of_2005(28);
  EXPECT_EQ(enough.verdict(kUrn, "sip-headship"), "WITH_HEADSHIP");
  EXPECT_EQ(
      enough.sentence(kUrn + 39, "sip-headship"),
      "The SIP of School 900040, Sip J, has led no school: 28 of the LA's 40 secondary schools have a SIP who has "
      "led a school, which is at least the 70% that the LA asks for.");
  EXPECT_EQ(enough.verdict(kUrn + 39, "sip-headship"), "WITHOUT");
  Sips below = of_2005(27);
  EXPECT_EQ(below.verdict(kUrn + 39, "sip-headship"), "WITHOUT_AND_BELOW");
  EXPECT_THAT(below.sentence(kUrn, "sip-headship"),
              HasSubstr("27 of the LA's 40 secondary schools have a SIP who has led a school, which is below the 70%"));
  below.world.parameter("headship_share", "67.5");  // 27 of 40 exactly
  EXPECT_EQ(below.verdict(kUrn + 39, "sip-headship"), "WITHOUT");
  below.world.parameter("headship_share", "67.51");
  EXPECT_EQ(below.verdict(kUrn + 39, "sip-headship"), "WITHOUT_AND_BELOW");
}

TEST(SipHeadship, does_not_take_what_is_not_known_for_no) {
  Sips sips = of_2005(27);
  sips.sip("J").attribute("headship", testing::Cell());
  EXPECT_EQ(sips.verdict(kUrn + 39, "sip-headship"), "NOT_KNOWN(HEADSHIP)");
  EXPECT_THAT(sips.sentence(kUrn + 39, "sip-headship"), HasSubstr("so that it cannot be said whether this is below"));
  EXPECT_EQ(sips.verdict(kUrn + 36, "sip-headship"), "WITHOUT") << "of G: not known to be below";
}

TEST(SipHeadship, asks_about_the_phase_that_the_la_names) {
  Sips sips = of_2005(28);
  sips.school(kUrn + 50).attribute("age_range", "4-11");
  EXPECT_EQ(sips.verdict(kUrn + 50, "sip-headship"), "none");
  sips.school(kUrn + 50).attribute("age_range", testing::Cell());
  EXPECT_EQ(sips.verdict(kUrn + 50, "sip-headship"), "NOT_KNOWN(PHASE)");
  sips.world.parameter("headship_phase", "every");
  EXPECT_EQ(sips.verdict(kUrn + 50, "sip-headship"), "WITHOUT_AND_BELOW(NO_SIP)") << "28 of 41";
}

// ---- Conflicts and disputes ----

TEST(SipConflict, is_a_sips_own_school) {
  Sips sips = in_october();
  sips.school(kUrn);
  EXPECT_EQ(sips.verdict(kUrn, "sip-conflict"), "none");
  sips.sip("A").attribute("adviser_type", "serving head").attribute("own_school", "900001");
  sips.assigned(kUrn, "A");
  EXPECT_EQ(sips.verdict(kUrn, "sip-conflict"), "CONFLICT");
  EXPECT_EQ(sips.run("sip-conflict").of(kUrn).predicate("own_school").truth, Truth::yes);
  sips.sip("A").attribute("own_school", "900002");
  EXPECT_EQ(sips.verdict(kUrn, "sip-conflict"), "NO_CONFLICT");
  sips.sip("A").attribute("adviser_type", "serving head").attribute("own_school", testing::Cell());
  EXPECT_EQ(sips.verdict(kUrn, "sip-conflict"), "NOT_KNOWN");
  sips.sip("A").attribute("adviser_type", "consultant head");
  EXPECT_EQ(sips.verdict(kUrn, "sip-conflict"), "NO_CONFLICT") << "who leads no school has none";
  sips.assigned(kUrn, "Z");
  EXPECT_EQ(sips.verdict(kUrn, "sip-conflict"), "NOT_KNOWN") << "nobody knows Z";
}

TEST(SipDisputed, is_what_the_register_says) {
  Sips sips = in_october();
  sips.school(kUrn);
  EXPECT_EQ(sips.verdict(kUrn, "sip-disputed"), "none");
  sips.sip("A");
  sips.assigned(kUrn, "A");
  EXPECT_EQ(sips.verdict(kUrn, "sip-disputed"), "NOT_DISPUTED");
  sips.assigned(kUrn, "A", Sips::kYear, "disputed");
  EXPECT_EQ(sips.sentence(kUrn, "sip-disputed"),
            "The assignment of Sip A to School 900001 for 2008/09 is in dispute: somebody has to settle it or assign "
            "another SIP.");
}

// ---- A SIP's grade and the inspection after it ----

class Judged {
 public:
  explicit Judged(const char* sip_grade, std::int32_t today = day_number(2009, 6, 1)) : sips(today) {
    sips.school(kUrn);
    sips.sip("A");
    sips.world.item("visit/1", kUrn, Sips::kYear, "V2").attribute("visited_on", "2008-10-07").attribute("adviser", "A");
    sips.world.item("sef_grade/1", kUrn, Sips::kYear, "V2 overall effectiveness")
        .attribute("visit", "V2")
        .attribute("sef_aspect", "overall effectiveness")
        .measure("SEF_GRADE_ADVISER", sip_grade);
  }
  Judged& inspected(const char* on, const testing::Cell& grade, int year = Sips::kYear) {
    sips.world.item("inspection/1", kUrn, year, on).attribute("started_on", on).measure("OFSTED_OE", grade);
    return *this;
  }
  std::string verdict() { return sips.verdict(kUrn, "sip-judgement"); }
  std::string sentence() { return sips.sentence(kUrn, "sip-judgement"); }
  Sips sips;
};

TEST(SipJudgement, is_held_against_the_inspection_that_came_after_it) {
  EXPECT_EQ(Judged("2").inspected("2009-03-03", "3").verdict(), "SIP_HIGHER");
  EXPECT_EQ(
      Judged("2").inspected("2009-03-03", "3").sentence(),
      "On 7 October 2008 Sip A gave grade 2 for the overall effectiveness of School 900001, and the inspection of "
      "3 March 2009 gave 3: the SIP was 1 grade more favourable.");
  EXPECT_EQ(Judged("3").inspected("2009-03-03", "1").verdict(), "SIP_LOWER");
  EXPECT_EQ(Judged("3").inspected("2009-03-03", "3").verdict(), "AGREES");
  EXPECT_EQ(Judged("2").inspected("2008-10-07", "4").verdict(), "NOT_COMPARABLE(NO_LATER_INSPECTION)")
      << "the same day";
  EXPECT_EQ(Judged("2").inspected("2008-10-08", "4").verdict(), "SIP_HIGHER");
  EXPECT_EQ(Judged("2").inspected("2009-06-02", "4").verdict(), "NOT_COMPARABLE(NO_LATER_INSPECTION)") << "tomorrow";
}

TEST(SipJudgement, may_be_further_apart_where_the_la_says_so) {
  Judged judged("2");
  judged.inspected("2009-03-03", "3");
  judged.sips.world.parameter("judgement_apart", "2");
  EXPECT_EQ(judged.verdict(), "AGREES");
  EXPECT_EQ(Judged("2").inspected("2009-03-03", "4").verdict(), "SIP_HIGHER");
}

TEST(SipJudgement, is_never_held_against_what_is_no_overall_grade) {
  EXPECT_EQ(Judged("2").inspected("2009-03-03", Missing::not_entered).verdict(), "NOT_COMPARABLE(NO_OVERALL_GRADE)");
  EXPECT_EQ(Judged("2").inspected("2009-03-03", "9").verdict(), "NOT_COMPARABLE(NO_OVERALL_GRADE)");
  Judged before("2", day_number(2026, 3, 2));
  EXPECT_EQ(before.inspected("2025-11-09", "3").verdict(), "SIP_HIGHER");
  Judged card("2", day_number(2026, 3, 2));
  EXPECT_EQ(card.inspected("2025-11-10", "3").verdict(), "NOT_COMPARABLE(REPORT_CARD)");
}

TEST(SipJudgement, takes_the_day_of_the_record_where_the_visit_has_none) {
  Judged judged("2");
  judged.inspected("2009-03-03", "3");
  judged.sips.world.item("visit/1", kUrn, Sips::kYear, "V2").attribute("visited_on", testing::Cell());
  EXPECT_EQ(judged.verdict(), "NOT_COMPARABLE(NO_DAY)");
  judged.sips.world.item("visit_record/1", kUrn, Sips::kYear, "V2")
      .attribute("submitted_on", "2008-10-20")
      .attribute("record_author", "A");
  EXPECT_EQ(judged.verdict(), "SIP_HIGHER");
  EXPECT_THAT(judged.sentence(), HasSubstr("On 20 October 2008 Sip A gave grade 2"));
}

TEST(SipJudgement, leaves_out_a_school_without_one) {
  Sips sips;
  sips.school(kUrn);
  EXPECT_EQ(sips.verdict(kUrn, "sip-judgement"), "none");
}

}  // namespace
}  // namespace termwise::plugin_tests
