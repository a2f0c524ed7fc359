// Which SIP is proposed for which school: each criterion, each bar, and what is said where there is no plan for a school.
#include <algorithm>
#include <functional>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "west_sussex_world.h"

namespace termwise::plugin_tests {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;

constexpr std::int64_t kUrn = 900001;
constexpr int kLast = Sips::kYear - 1;

// ---- The four criteria ----

TEST(Deployment, keeps_the_sip_of_last_year) {
  Sips sips;
  sips.school(kUrn);
  sips.sip("A");
  sips.sip("B");
  sips.assigned(kUrn, "B", kLast);
  EXPECT_EQ(sips.verdict(kUrn), "PROPOSED_SAME");
  EXPECT_EQ(
      sips.sentence(kUrn),
      "Sip B is proposed to stay the SIP of School 900001 for 2008/09, with 5 days; this has 50 of 100 points: 40 "
      "for continuity and 10 for availability, and none for locality or expertise. Next comes Sip A with 10 "
      "points. The plan gives 1 of 1 school a SIP and has 50 points in all; it is proven that none serves more, "
      "and of those that serve as many none has more points. It is a proposal until the LA accepts it.");
}

TEST(Deployment, counts_locality_and_expertise) {
  Sips sips;
  sips.school(kUrn);
  sips.sip("A");
  sips.sip("B").attribute("locality", " worthing");
  sips.assigned(kUrn, "A", kLast, "ended").attribute("cluster", "Worthing");
  EXPECT_EQ(sips.proposed(kUrn), "Sip A") << "40 for continuity against 30";
  sips.sip("B").attribute("locality", " worthing").attribute("headship", "secondary");
  EXPECT_EQ(sips.proposed(kUrn), "Sip B") << "and 20 more";
  EXPECT_EQ(sips.verdict(kUrn), "PROPOSED_CHANGE");
  EXPECT_THAT(sips.sentence(kUrn), HasSubstr("in place of Sip A; this has 60 of 100 points: 30 for locality, 20 for "
                                             "expertise and 10 for availability, and none for continuity. Next comes "
                                             "Sip A with 50 points."));
  sips.world.parameter("continuity_points", "51");
  EXPECT_EQ(sips.proposed(kUrn), "Sip A") << "the LA's own weight";
}

TEST(Deployment, prefers_who_leads_no_school_where_support_is_intensive) {
  Sips sips;
  sips.school(kUrn);
  sips.sip("A").attribute("adviser_type", "serving head").attribute("own_school", "900099");
  sips.sip("B");
  EXPECT_EQ(sips.proposed(kUrn), "Sip A") << "the first of two that are equal";
  sips.assigned(kUrn, "C", kLast).attribute("support_level", "Intensive");
  EXPECT_EQ(sips.proposed(kUrn), "Sip B");
  EXPECT_THAT(sips.sentence(kUrn), HasSubstr("with 10 days, in place of SIP C, who is not in this year's register"));
}

TEST(Deployment, expertise_is_a_word_of_the_register_too) {
  Sips sips;
  sips.school(kUrn);
  sips.sip("A");
  sips.sip("B").attribute("expertise", "small schools; Intensive , boarding");
  sips.assigned(kUrn, "C", kLast).attribute("support_level", "intensive");
  EXPECT_EQ(sips.proposed(kUrn), "Sip B");
}

// ---- What may not be ----

TEST(Deployment, never_proposes_a_heads_own_school) {
  Sips sips;
  sips.school(kUrn);
  sips.sip("A").attribute("adviser_type", "serving head").attribute("own_school", "900001");
  sips.assigned(kUrn, "A", kLast);
  EXPECT_EQ(sips.verdict(kUrn), "UNSERVED(NOBODY_ALLOWED)");
  EXPECT_EQ(
      sips.sentence(kUrn),
      "Nobody can be proposed as SIP of School 900001 for 2008/09: the register has Sip A, whose own school it is.");
  sips.sip("B");
  EXPECT_EQ(sips.proposed(kUrn), "Sip B");
  EXPECT_THAT(sips.sentence(kUrn), HasSubstr("in place of Sip A, whose own school it is;"));
}

TEST(Deployment, nor_the_school_that_it_was_before) {
  Sips sips;
  sips.school(kUrn);
  sips.world.ancestor(900050, kLast);
  sips.world.link(900050, kUrn, "converted", "2008-04-01");
  sips.sip("A").attribute("own_school", "900050");
  EXPECT_EQ(sips.verdict(kUrn), "UNSERVED(NOBODY_ALLOWED)");
}

TEST(Deployment, keeps_the_sip_of_the_school_that_it_was_before) {
  Sips sips;
  sips.school(kUrn);
  sips.world.ancestor(900050, kLast);
  sips.world.link(900050, kUrn, "converted", "2008-04-01");
  sips.sip("A");
  sips.sip("B");
  sips.assigned(900050, "B", kLast);
  EXPECT_EQ(sips.verdict(kUrn), "PROPOSED_SAME");
}

TEST(Deployment, asks_for_accreditation_contract_and_days) {
  const auto only = [](const char* attribute, const testing::Cell& cell) {
    Sips sips;
    sips.school(kUrn);
    sips.sip("A").attribute(attribute, cell);
    return sips.verdict(kUrn) == "PROPOSED_NEW" ? "proposed" : sips.run().of(kUrn).arguments.at("why");
  };
  EXPECT_EQ(only("accreditation", "suspended"), "the register has Sip A, whose accreditation is not active");
  EXPECT_EQ(only("accreditation", testing::Cell()), "the register has Sip A, whose accreditation is not active");
  EXPECT_EQ(only("contract_to", "2009-07-30"), "the register has Sip A, whose contract does not cover the year");
  EXPECT_EQ(only("contract_to", "2009-07-31"), "proposed");
  EXPECT_EQ(only("contract_to", testing::Cell()), "proposed");
  EXPECT_EQ(only("contract_from", "2008-09-02"), "the register has Sip A, whose contract does not cover the year");
  EXPECT_EQ(only("contract_from", "2008-09-01"), "proposed");
  EXPECT_EQ(only("ADVISER_CONTRACT_DAYS", testing::Cell()),
            "the register has Sip A, who has no days for schools on record");
  EXPECT_EQ(only("ADVISER_CONTRACT_DAYS", "4"), "the register has Sip A, who has no days for schools on record");
  EXPECT_EQ(only("ADVISER_CONTRACT_DAYS", "8.9"), "the register has Sip A, who has too few days for it");
  EXPECT_EQ(only("ADVISER_CONTRACT_DAYS", "9"), "proposed");
  EXPECT_EQ(only("adviser_type", "serving head"), "the register has Sip A, who leads a school that is not on record");
}

TEST(Deployment, needs_no_accreditation_where_the_la_says_so) {
  Sips sips;
  sips.school(kUrn);
  sips.sip("A").attribute("accreditation", "none");
  sips.world.parameter("require_accreditation", "false");
  EXPECT_EQ(sips.verdict(kUrn), "PROPOSED_NEW");
}

TEST(Deployment, never_proposes_whom_the_school_disputes) {
  Sips sips;
  sips.school(kUrn);
  sips.sip("A");
  sips.assigned(kUrn, "A", kLast, "disputed");
  EXPECT_EQ(sips.run().of(kUrn).arguments.at("why"), "the register has Sip A, with whom it is in dispute");
}

TEST(Deployment, demands_expertise_where_the_la_says_so) {
  Sips sips;
  sips.school(kUrn).attribute("kind", "special");
  sips.sip("A");
  EXPECT_EQ(sips.verdict(kUrn), "PROPOSED_NEW");
  sips.world.parameter("expertise_demanded", "special schools");
  EXPECT_EQ(sips.run().of(kUrn).arguments.at("why"), "the register has Sip A, who has no expertise that fits");
  sips.sip("B").attribute("headship", "special");
  EXPECT_EQ(sips.proposed(kUrn), "Sip B");
}

// ---- Days ----

TEST(Deployment, shares_out_days_and_names_what_is_short) {
  Sips sips;
  for (int i = 0; i < 9; ++i) sips.school(kUrn + i);
  sips.sip("A");  // 40 days are 8 schools
  const auto result = sips.run();
  int served = 0;
  std::string why;
  for (const auto& finding : result.findings) {
    if (finding.outcome == "PROPOSED_NEW") ++served;
    if (finding.outcome == "UNSERVED") why = finding.sentence;
  }
  EXPECT_EQ(served, 8);
  EXPECT_THAT(why, HasSubstr("it takes 5 days, and the schools take 45 days while the SIPs have 40 days: 5 days short "
                             "in all. The plan gives 8 of 9 schools a SIP"));
}

TEST(Deployment, says_where_days_are_there_and_do_not_fit) {
  Sips sips;
  for (int i = 0; i < 3; ++i) sips.school(kUrn + i);
  sips.sip("A").measure("ADVISER_CONTRACT_DAYS", "12");  // 8 for schools
  sips.sip("B").measure("ADVISER_CONTRACT_DAYS", "12");
  std::string why;
  for (const auto& finding : sips.run().findings)
    if (finding.outcome == "UNSERVED") why = finding.arguments.at("why");
  EXPECT_EQ(why,
            "it takes 5 days, and though the SIPs have 16 days for the 15 days that the schools take, they cannot be "
            "shared out so that every school has one SIP who may be proposed for it");
}

TEST(Deployment, takes_days_that_are_in_use_off_the_contract) {
  Sips sips(day_number(2008, 10, 6));
  sips.school(kUrn);
  sips.school(kUrn + 1);
  sips.sip("A").measure("ADVISER_CONTRACT_DAYS", "12");
  sips.assigned(kUrn, "A").measure("ASSIGNMENT_DAYS", "3");
  EXPECT_EQ(sips.sentence(kUrn), "School 900001 has a SIP for 2008/09, Sip A, and is not planned anew.");
  EXPECT_EQ(sips.proposed(kUrn + 1), "Sip A") << "12 less 4 less 3 are 5";
  sips.assigned(kUrn, "A").measure("ASSIGNMENT_DAYS", "3.1");
  EXPECT_EQ(sips.verdict(kUrn + 1), "UNSERVED(NOBODY_ALLOWED)");
  sips.world.parameter("replan", "true");
  sips.assigned(kUrn, "A").measure("ASSIGNMENT_DAYS", "3");
  EXPECT_EQ(sips.verdict(kUrn), "PROPOSED_SAME");
}

TEST(Deployment, takes_days_from_the_level_of_support_or_from_the_register) {
  const auto days = [](const char* level, const testing::Cell& own) {
    Sips sips;
    sips.school(kUrn);
    sips.sip("A");
    sips.assigned(kUrn, "B", Sips::kYear, "proposed").attribute("support_level", level).measure("ASSIGNMENT_DAYS", own);
    const auto finding = sips.run().of(kUrn);
    return finding.arguments.at("days") + (finding.notes.empty() ? "" : " " + finding.notes.front());
  };
  EXPECT_EQ(days("Light touch", testing::Cell()), "2.5 days");
  EXPECT_EQ(days("standard", testing::Cell()), "5 days");
  EXPECT_EQ(days("intensive", testing::Cell()), "10 days");
  EXPECT_EQ(days("level 7", testing::Cell()), "5 days LEVEL_UNKNOWN");
  EXPECT_EQ(days("intensive", "7.5"), "7.5 days");
}

// ---- Which plan ----

TEST(Deployment, gives_a_school_its_second_best_where_that_is_best_for_all) {
  Sips sips;
  sips.school(kUrn);
  sips.school(kUrn + 1);
  sips.sip("A")
      .attribute("locality", "Crawley")
      .attribute("headship", "secondary")
      .measure("ADVISER_CONTRACT_DAYS", "9");
  sips.sip("B").measure("ADVISER_CONTRACT_DAYS", "9").attribute("headship", "secondary");
  for (int i = 0; i < 2; ++i) sips.assigned(kUrn + i, i == 0 ? "C" : "A", kLast).attribute("cluster", "Crawley");
  EXPECT_EQ(sips.proposed(kUrn), "Sip B");
  EXPECT_EQ(sips.proposed(kUrn + 1), "Sip A");
  EXPECT_THAT(sips.sentence(kUrn),
              HasSubstr("Sip A would have 60 points for it, but has 0 days left of 5 days in this plan, and the school "
                        "takes 5 days."));
}

TEST(Deployment, changes_as_little_as_can_be_where_the_la_says_so) {
  Sips sips;
  for (int i = 0; i < 2; ++i) sips.school(kUrn + i);
  for (const char* name : {"A", "B"})
    sips.sip(name).measure("ADVISER_CONTRACT_DAYS", "9").attribute("headship", name[0] == 'A' ? "secondary" : "none");
  sips.sip("A").attribute("locality", "Crawley");
  sips.sip("B").attribute("locality", "Horsham").attribute("headship", "secondary");
  sips.assigned(kUrn, "A", kLast).attribute("cluster", "Horsham");
  sips.assigned(kUrn + 1, "B", kLast).attribute("cluster", "Crawley");
  sips.world.parameter("continuity_points", "10");
  EXPECT_EQ(sips.verdict(kUrn), "PROPOSED_CHANGE");
  sips.world.parameter("least_change", "true");
  EXPECT_EQ(sips.verdict(kUrn), "PROPOSED_SAME");
  EXPECT_EQ(sips.verdict(kUrn + 1), "PROPOSED_SAME");
  EXPECT_THAT(sips.sentence(kUrn), HasSubstr("it is proven that none serves more, none that serves as many changes "
                                             "fewer, and of those none has more points."));
}

TEST(Deployment, plans_one_phase_or_the_register_where_the_la_says_so) {
  Sips sips;
  sips.school(kUrn);
  sips.school(kUrn + 1).attribute("age_range", "4-11");
  sips.school(kUrn + 2).attribute("age_range", testing::Cell());
  sips.school(kUrn + 3).attribute("age_range", "3-18");
  sips.school(kUrn + 4).attribute("status", "closed");
  sips.sip("A");
  sips.assigned(kUrn, "A", kLast);
  sips.world.parameter("planned_phase", "secondary");
  EXPECT_EQ(sips.verdict(kUrn), "PROPOSED_SAME");
  EXPECT_EQ(sips.verdict(kUrn + 1), "NOT_PLANNED(OTHER_PHASE)");
  EXPECT_EQ(sips.verdict(kUrn + 2), "NOT_PLANNED(PHASE_UNKNOWN)");
  EXPECT_EQ(sips.verdict(kUrn + 3), "PROPOSED_NEW");
  EXPECT_EQ(sips.verdict(kUrn + 4), "none");
  sips.world.parameter("registered_only", "true");
  EXPECT_EQ(sips.verdict(kUrn), "PROPOSED_SAME");
  EXPECT_EQ(sips.verdict(kUrn + 3), "NOT_PLANNED(NOT_REGISTERED)");
}

TEST(Deployment, calls_somebody_whose_name_is_no_name_by_the_reference) {
  const auto called = [](std::size_t length) {
    Sips sips;
    sips.school(kUrn);
    sips.sip("A").attribute("adviser_name", std::string(length, 'n'));
    return sips.proposed(kUrn);
  };
  EXPECT_EQ(called(200), std::string(200, 'n'));
  EXPECT_EQ(called(201), "SIP A");
}

TEST(Deployment, says_that_the_register_is_empty) {
  Sips sips;
  sips.school(kUrn);
  EXPECT_EQ(
      sips.sentence(kUrn),
      "Nobody can be proposed as SIP of School 900001 for 2008/09: the register of advisers has nobody for 2008/09.");
}

TEST(Deployment, refuses_points_that_are_not_whole_and_days_finer_than_tenths) {
  const auto failure = [](const char* parameter, const char* value) {
    Sips sips;
    sips.school(kUrn);
    sips.world.parameter(parameter, value);
    return sips.world.run(west_sussex_plugin(), "deployment").failure;
  };
  EXPECT_EQ(failure("locality_points", "2.5"),
            "The parameter locality_points is 2.5: points are whole numbers, such as 40.");
  EXPECT_EQ(failure("light_days", "2.25"),
            "The parameter light_days is 2.25: days have one decimal at most, such as 2.5.");
  EXPECT_EQ(failure("search_millions", "1.5"),
            "The parameter search_millions is 1.5: write a whole number of millions.");
}

// The order in which rows stand in files never matters: the tables are sorted, and so is all that is made of them.
RC_GTEST_PROP(Deployment, does_not_depend_on_the_order_of_rows, (unsigned seed)) {
  const auto plan = [&](bool backwards) {
    Sips sips;
    std::vector<std::function<void()>> rows;
    unsigned number = seed;
    const auto below = [&](unsigned limit) { return (number = number * 1664525u + 1013904223u) / 65536u % limit; };
    for (int i = 0; i < 12; ++i) {
      const std::string last = std::string(1, static_cast<char>('A' + below(5)));
      const std::string cluster = below(2) == 0 ? "Crawley" : "Horsham";
      rows.push_back([&sips, i] { sips.school(kUrn + i); });
      rows.push_back([&sips, i, last, cluster] { sips.assigned(kUrn + i, last, kLast).attribute("cluster", cluster); });
    }
    for (char name = 'A'; name < 'E'; ++name) {
      const std::string days = std::to_string(14 + below(20));
      rows.push_back([&sips, name, days] { sips.sip(std::string(1, name)).measure("ADVISER_CONTRACT_DAYS", days); });
    }
    if (backwards) std::reverse(rows.begin(), rows.end());
    for (const auto& row : rows) row();
    std::string all;
    for (const auto& finding : sips.run().findings) all += finding.sentence + "\n";
    return all;
  };
  RC_ASSERT(plan(false) == plan(true));
}

}  // namespace
}  // namespace termwise::plugin_tests
