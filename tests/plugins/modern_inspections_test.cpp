// What follows from inspections, by date: each row of what has replaced the floor since 2019, on its first and last days.
#include <algorithm>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "modern_world.h"

namespace termwise::plugin_tests {
namespace {

using testing::Cell;
using ::testing::ElementsAre;
using testing::EmittedFinding;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::World;

constexpr std::int64_t kUrn = 900001;

// The academic year in which a day lies, as its summer.
int summer_of(const std::string& day) { return std::stoi(day.substr(0, 4)) + (day.substr(5, 2) >= "09" ? 1 : 0); }

std::int32_t days_since_1970(const std::string& day) {
  return plugin_tests::days_since_1970(std::stoi(day.substr(0, 4)), static_cast<unsigned>(std::stoi(day.substr(5, 2))),
                                       static_cast<unsigned>(std::stoi(day.substr(8, 2))));
}

// A school and its inspections, on a day.
class Inspected {
 public:
  explicit Inspected(const std::string& today) : world_(summer_of(today), "999") {
    world_.reference_date(days_since_1970(today));
    world_.school(kUrn);
  }
  // Grades 1 to 4; one that is empty was not given.
  Inspected& overall(const std::string& on, const Cell& grade, std::int64_t urn = kUrn) {
    item(on, urn).measure("OFSTED_OE", grade);
    return *this;
  }
  Inspected& areas(const std::string& on, const Cell& education, const Cell& leadership) {
    item(on, kUrn)
        .measure("OFSTED_OE", Missing::not_entered)
        .measure("OFSTED_EDUCATION", education)
        .measure("OFSTED_LEADERSHIP", leadership);
    return *this;
  }
  // Every area at the expected standard but those that are said otherwise.
  testing::ItemFacts& card(const std::string& on, const std::string& leadership = "expected standard") {
    auto& facts = item(on, kUrn);
    for (const char* area : {"card_inclusion", "card_curriculum_and_teaching", "card_achievement",
                             "card_attendance_and_behaviour", "card_personal_development"})
      facts.attribute(area, "expected standard");
    return facts.attribute("card_leadership_and_governance", leadership).attribute("safeguarding", "met");
  }
  testing::ItemFacts& item(const std::string& on, std::int64_t urn) {
    return world_.item("inspection/1", urn, summer_of(on), on).attribute("started_on", on);
  }
  World& world() { return world_; }

  EmittedFinding finding(const std::string& rule) {
    const auto result = world_.run(modern_local(), rule);
    EXPECT_TRUE(result.completed) << result.failure;
    return result.of(kUrn);
  }
  std::string operator[](const std::string& rule) {
    const auto result = world_.run(modern_local(), rule);
    EXPECT_TRUE(result.completed) << result.failure;
    return result.findings.empty() ? "none" : verdict(result.findings.front());
  }

 private:
  World world_;
};

// ---- From September 2019: an offer of support ----

TEST(SupportOffer, is_for_schools_that_require_improvement_and_intensive_for_two_in_a_row) {
  EXPECT_EQ(Inspected("2020-03-02").overall("2019-10-08", "3").overall("2016-05-10", "2")["support-offer"], "OFFER");
  EXPECT_EQ(Inspected("2020-03-02").overall("2019-10-08", "3").overall("2016-05-10", "3")["support-offer"],
            "INTENSIVE_OFFER");
  EXPECT_EQ(Inspected("2020-03-02").overall("2019-10-08", "2").overall("2016-05-10", "3")["support-offer"], "NO_OFFER");
  EXPECT_EQ(Inspected("2020-03-02").overall("2019-10-08", "4").overall("2016-05-10", "3")["support-offer"],
            "NO_OFFER(INADEQUATE)");
}

TEST(SupportOffer, is_sure_where_the_inspection_before_is_missing_and_intensive_is_not) {
  const auto found = Inspected("2020-03-02").overall("2019-10-08", "3").finding("support-offer");
  EXPECT_EQ(verdict(found), "OFFER(EARLIER_UNKNOWN)");
  EXPECT_EQ(
      found.sentence,
      "School 900001 is offered support, which it may decline: its latest inspection gave \"requires improvement\" (8 "
      "October 2019). Whether it is offered intensive support is not known, because the inspection before it gave "
      "nothing that is on record.");
}

TEST(SupportOffer, holds_from_1_september_2019_until_rise_teams_began) {
  const auto on = [](const char* today) {
    return Inspected(today).overall("2018-10-08", "3").overall("2015-05-10", "2")["support-offer"];
  };
  EXPECT_EQ(on("2019-08-31"), "none");
  EXPECT_EQ(on("2019-09-01"), "OFFER");
  EXPECT_EQ(on("2025-02-02"), "OFFER");
  EXPECT_EQ(on("2025-02-03"), "none");
}

// ---- From September 2022: two below Good ----

TEST(TwoBelowGood, are_eligible_for_intervention) {
  EXPECT_EQ(Inspected("2023-03-02").overall("2022-10-11", "3").overall("2018-05-10", "3")["two-below-good"],
            "ELIGIBLE");
  EXPECT_EQ(Inspected("2023-03-02").overall("2022-10-11", "3").overall("2018-05-10", "4")["two-below-good"],
            "ELIGIBLE");
  EXPECT_EQ(Inspected("2023-03-02").overall("2022-10-11", "3").overall("2018-05-10", "2")["two-below-good"],
            "NOT_ELIGIBLE");
  EXPECT_EQ(Inspected("2023-03-02").overall("2022-10-11", "2")["two-below-good"], "NOT_ELIGIBLE")
      << "whatever came before";
}

TEST(TwoBelowGood, from_september_2024_areas_count_as_the_grade) {
  const auto with = [](const char* education, const char* leadership) {
    return Inspected("2025-05-01")
        .areas("2024-11-05", education, leadership)
        .overall("2021-10-12", "3")["two-below-good"];
  };
  EXPECT_EQ(with("3", "2"), "ELIGIBLE");
  EXPECT_EQ(with("2", "3"), "ELIGIBLE");
  EXPECT_EQ(with("2", "2"), "NOT_ELIGIBLE");
}

TEST(TwoBelowGood, holds_from_1_september_2022) {
  const auto on = [](const char* today) {
    return Inspected(today).overall("2021-10-11", "3").overall("2018-05-10", "3")["two-below-good"];
  };
  EXPECT_EQ(on("2022-08-31"), "none");
  EXPECT_EQ(on("2022-09-01"), "ELIGIBLE");
}

TEST(TwoBelowGood, says_from_november_2024_that_nothing_is_ordered) {
  const auto on = [](const char* today) {
    return Inspected(today).overall("2021-10-11", "3").overall("2018-05-10", "3").finding("two-below-good").sentence;
  };
  EXPECT_EQ(on("2024-10-31").find("academy orders"), std::string::npos);
  EXPECT_THAT(on("2024-11-01"), HasSubstr("DfE said that it no longer issues academy orders on this ground."));
}

TEST(TwoBelowGood, are_not_asked_of_a_report_card) {
  Inspected school("2026-03-02");
  school.card("2025-12-02", "urgent improvement");
  EXPECT_EQ(school.overall("2021-10-12", "4")["two-below-good"], "NOT_ASKED(REPORT_CARD)");
}

TEST(TwoBelowGood, what_is_missing_is_a_reason_and_never_a_no) {
  EXPECT_EQ(Inspected("2023-03-02")["two-below-good"], "NOT_EVALUABLE(NO_INSPECTION)");
  EXPECT_EQ(Inspected("2023-03-02").overall("2022-10-11", "3")["two-below-good"],
            "NOT_EVALUABLE(NO_EARLIER_INSPECTION)");
  EXPECT_EQ(Inspected("2023-03-02").overall("2022-10-11", Cell()).overall("2018-05-10", "3")["two-below-good"],
            "NOT_EVALUABLE(GRADE_MISSING)");
  EXPECT_EQ(Inspected("2023-03-02").overall("2022-10-11", Cell()).overall("2018-05-10", "2")["two-below-good"],
            "NOT_ELIGIBLE")
      << "a grade that could make no difference is none of the reasons";
}

// ---- From early 2025: stuck schools ----

TEST(StuckSchool, requires_improvement_now_and_was_below_good) {
  EXPECT_EQ(Inspected("2025-05-01").overall("2023-11-07", "3").overall("2019-05-10", "3")["stuck-school"], "STUCK");
  EXPECT_EQ(Inspected("2025-05-01").overall("2023-11-07", "3").overall("2019-05-10", "2")["stuck-school"], "NOT_STUCK");
  EXPECT_EQ(Inspected("2025-05-01").overall("2023-11-07", "2").overall("2019-05-10", "3")["stuck-school"], "NOT_STUCK");
  EXPECT_EQ(Inspected("2025-05-01").areas("2024-10-01", "2", "3").overall("2019-05-10", "4")["stuck-school"], "STUCK");
  EXPECT_EQ(Inspected("2025-05-01").overall("2023-11-07", "4").overall("2019-05-10", "3")["stuck-school"],
            "NOT_STUCK(INADEQUATE)");
}

TEST(StuckSchool, after_a_report_card_it_is_leadership_and_governance_that_counts) {
  const auto with = [](const char* leadership, const char* before) {
    Inspected school("2026-03-02");
    school.card("2025-12-02", leadership);
    return school.overall("2021-10-12", before)["stuck-school"];
  };
  EXPECT_EQ(with("needs attention", "3"), "STUCK(REPORT_CARD)");
  EXPECT_EQ(with("needs attention", "2"), "NOT_STUCK");
  EXPECT_EQ(with("expected standard", "3"), "NOT_STUCK");
  EXPECT_EQ(with("urgent improvement", "3"), "NOT_STUCK(URGENT)");
  Inspected other("2026-03-02");
  other.card("2025-12-02").attribute("card_achievement", "needs attention");
  EXPECT_EQ(other.overall("2021-10-12", "3")["stuck-school"], "NOT_STUCK") << "another area is not leadership";
  Inspected missing("2026-03-02");
  missing.card("2025-12-02").attribute("card_leadership_and_governance", Cell());
  EXPECT_EQ(missing.overall("2021-10-12", "3")["stuck-school"], "NOT_EVALUABLE(GRADE_MISSING)");
}

TEST(StuckSchool, holds_from_early_2025_until_the_la_has_to_confirm) {
  const auto on = [](const char* today, const char* confirmed) {
    Inspected school(today);
    school.world().parameter("guidance_confirmed_to", confirmed);
    return school.overall("2023-11-07", "3").overall("2019-05-10", "3")["stuck-school"];
  };
  EXPECT_EQ(on("2025-02-02", "2026"), "none");
  EXPECT_EQ(on("2025-02-03", "2026"), "STUCK");
  EXPECT_EQ(on("2026-08-31", "2026"), "STUCK");
  EXPECT_EQ(on("2026-09-01", "2026"), "NOT_CONFIRMED");
  EXPECT_EQ(on("2026-09-01", "2027"), "STUCK");
  EXPECT_EQ(on("2027-08-31", "2027"), "STUCK");
  EXPECT_EQ(on("2027-09-01", "2027"), "NOT_CONFIRMED");
}

TEST(StuckSchool, names_the_grades_that_would_have_changed_it) {
  const auto found =
      Inspected("2025-05-01").overall("2023-11-07", "3").overall("2019-05-10", "3").finding("stuck-school");
  ASSERT_EQ(found.flips.size(), 2u);
  EXPECT_EQ(found.flips[0].measure, "OFSTED_OE");
  EXPECT_EQ(found.flips[0].year, 2024);
  EXPECT_EQ(found.flips[0].change, "-1");
  EXPECT_EQ(found.flips[0].outcome, "NOT_STUCK");
  EXPECT_EQ(found.flips[1].year, 2019);
  ASSERT_EQ(found.predicates.size(), 2u);
  EXPECT_EQ(found.predicates[0].source, "DfE, Schools eligible for RISE intervention, 2025");
  EXPECT_EQ(found.predicates[0].truth, Truth::yes);
}

// ---- From 10 November 2025: report cards ----

TEST(ReportCard, says_what_each_area_says) {
  Inspected school("2026-03-02");
  school.card("2025-12-02")
      .attribute("card_achievement", "urgent improvement")
      .attribute("card_inclusion", "needs attention")
      .attribute("card_early_years", "needs attention");
  const auto found = school.finding("report-card");
  EXPECT_EQ(found.outcome, "URGENT");
  EXPECT_EQ(
      found.sentence,
      "The report card of School 900001, inspected on 2 December 2025, asks for urgent improvement in achievement, and "
      "says \"needs attention\" of inclusion and early years.");
  EXPECT_THAT(found.flips, IsEmpty()) << "words are never numbers";
}

TEST(ReportCard, outcomes) {
  Inspected well("2026-03-02");
  well.card("2025-12-02");
  EXPECT_EQ(well["report-card"], "AS_EXPECTED");
  Inspected attention("2026-03-02");
  attention.card("2025-12-02").attribute("card_inclusion", "needs attention");
  EXPECT_EQ(attention["report-card"], "NEEDS_ATTENTION");
  Inspected unsafe("2026-03-02");
  unsafe.card("2025-12-02").attribute("safeguarding", "not met");
  EXPECT_EQ(unsafe["report-card"], "URGENT(SAFEGUARDING)");
  Inspected missing("2026-03-02");
  missing.card("2025-12-02").attribute("card_inclusion", Cell());
  EXPECT_EQ(missing["report-card"], "NOT_EVALUABLE(AREA_MISSING)");
  EXPECT_EQ(Inspected("2026-03-02").overall("2021-10-12", "3")["report-card"], "NO_REPORT_CARD");
  EXPECT_EQ(Inspected("2025-11-09").overall("2021-10-12", "3")["report-card"], "none");
  EXPECT_EQ(Inspected("2025-11-10").overall("2021-10-12", "3")["report-card"], "NO_REPORT_CARD");
}

// ---- Categories of concern ----

TEST(CategoryOfConcern, is_known_where_the_grades_leave_no_room_for_one) {
  Inspected special("2023-03-02");
  special.item("2022-10-11", kUrn).measure("OFSTED_OE", "4").attribute("category", "SM");
  EXPECT_EQ(special["category-of-concern"], "INADEQUATE");
  EXPECT_THAT(
      special.finding("category-of-concern").sentence,
      HasSubstr("in a category of concern (special measures) and eligible for intervention, on which the statutory "
                "guidance \"Schools causing concern\""));
  EXPECT_EQ(Inspected("2023-03-02").overall("2022-10-11", "3")["category-of-concern"], "NO_CATEGORY");
  EXPECT_EQ(Inspected("2023-03-02").overall("2022-10-11", "4")["category-of-concern"],
            "NOT_EVALUABLE(CATEGORY_MISSING)");
  Inspected card("2026-03-02");
  card.card("2025-12-02", "urgent improvement");
  EXPECT_EQ(card["category-of-concern"], "NOT_EVALUABLE(CATEGORY_MISSING)");
  card.card("2025-12-02", "urgent improvement").attribute("category", "RSI");
  EXPECT_EQ(card["category-of-concern"], "INADEQUATE");
  EXPECT_THAT(card.finding("category-of-concern").sentence, HasSubstr("\"Support and intervention in schools\""));
}

// ---- Which inspections count ----

TEST(Inspections, count_once_their_report_is_known) {
  Inspected published("2023-03-02");
  published.overall("2022-01-11", "2")
      .overall("2023-02-14", "3")
      .item("2023-02-14", kUrn)
      .attribute("published_on", "2023-03-20");
  EXPECT_THAT(published.finding("category-of-concern").sentence, HasSubstr("\"good\" (11 January 2022)"));
  Inspected later("2023-03-02");
  EXPECT_THAT(later.overall("2022-01-11", "2").overall("2023-05-14", "3").finding("category-of-concern").sentence,
              HasSubstr("good"));
}

TEST(Inspections, that_gave_no_grades_are_passed_over) {
  Inspected school("2025-05-01");
  school.overall("2023-11-07", "3").overall("2019-05-10", "3").overall("2024-06-04", Missing::not_applicable);
  EXPECT_EQ(school["stuck-school"], "STUCK");
}

TEST(Inspections, what_a_row_says_of_the_one_before_is_believed) {
  Inspected school("2025-05-01");
  school.item("2023-11-07", kUrn).measure("OFSTED_OE", "3").measure("OFSTED_PREVIOUS_OE", "3");
  EXPECT_EQ(school["stuck-school"], "STUCK");
}

TEST(Inspections, of_one_day_leave_open_which_is_the_latest) {
  Inspected school("2025-05-01");
  school.overall("2023-11-07", "3").overall("2019-05-10", "3");
  school.world()
      .item("inspection/1", kUrn, 2024, "another")
      .attribute("started_on", "2023-11-07")
      .measure("OFSTED_OE", "2");
  EXPECT_EQ(school["stuck-school"], "NOT_EVALUABLE(ORDER_UNKNOWN)");
  Inspected undated("2025-05-01");
  undated.overall("2023-11-07", "3");
  undated.world().item("inspection/1", kUrn, 2024, "another").measure("OFSTED_OE", "2");
  EXPECT_EQ(undated["stuck-school"], "NOT_EVALUABLE(ORDER_UNKNOWN)");
}

TEST(Inspections, of_the_school_before_a_conversion_count_and_before_a_sponsor_they_do_not) {
  Inspected converted("2025-05-01");
  converted.world().link(900090, kUrn, "converted", "2020-09-01").ancestor(900090, 2020);
  const auto found = converted.overall("2023-11-07", "3").overall("2019-05-10", "3", 900090).finding("stuck-school");
  EXPECT_EQ(found.outcome, "STUCK");
  EXPECT_THAT(found.notes, ElementsAre("LINKED_HISTORY"));
  EXPECT_THAT(found.sentence, HasSubstr("(10 May 2019, as URN 900090)"));
  Inspected sponsored("2025-05-01");
  sponsored.world().link(900090, kUrn, "sponsored", "2020-09-01").ancestor(900090, 2020);
  EXPECT_EQ(sponsored.overall("2023-11-07", "3").overall("2019-05-10", "4", 900090)["stuck-school"],
            "NOT_EVALUABLE(NO_EARLIER_INSPECTION)");
}

TEST(Inspections, of_closed_schools_are_not_asked_about) {
  Inspected school("2025-05-01");
  school.world().school(kUrn).attribute("status", "closed");
  EXPECT_EQ(school.overall("2023-11-07", "3").overall("2019-05-10", "3")["stuck-school"], "none");
}

// ---- Properties ----

// Grade 3 or an unknown one, now and before: where the unknown decides nothing else, the answer is that of every grade.
RC_GTEST_PROP(InspectionProperties, a_missing_grade_never_decides_alone, ()) {
  const auto rule = *rc::gen::element<std::string>("two-below-good", "stuck-school");
  const auto known = std::to_string(*rc::gen::inRange(1, 5));
  const bool latest_is_missing = *rc::gen::arbitrary<bool>();
  const auto outcome = [&](const Cell& grade) {
    return Inspected("2025-05-01")
        .overall("2023-11-07", latest_is_missing ? grade : Cell(known))
        .overall("2019-05-10", latest_is_missing ? Cell(known) : grade)
        .finding(rule)
        .outcome;
  };
  const std::string missing = outcome(Cell());
  RC_PRE(missing != "NOT_EVALUABLE");
  for (const char* grade : {"1", "2", "3", "4"}) RC_ASSERT(outcome(grade) == missing);
}

RC_GTEST_PROP(InspectionProperties, the_keys_of_inspections_never_matter, ()) {
  const auto grades = *rc::gen::container<std::vector<int>>(4, rc::gen::inRange(1, 5));
  std::vector<int> order{0, 1, 2, 3};
  for (int i = *rc::gen::inRange(0, 24); i > 0; --i) std::next_permutation(order.begin(), order.end());
  const auto outcome = [&](const std::vector<int>& keys) {
    World world(2025, "999");
    world.reference_date(days_since_1970("2025-05-01")).school(kUrn);
    const std::vector<std::string> days{"2023-11-07", "2023-10-10", "2023-09-12", "2023-12-05"};  // all of 2023/24
    for (std::size_t i = 0; i < days.size(); ++i)
      world.item("inspection/1", kUrn, 2024, std::to_string(keys[i]))
          .attribute("started_on", days[i])
          .measure("OFSTED_OE", std::to_string(grades[i]));
    return world.run(modern_local(), "stuck-school").of(kUrn).sentence;
  };
  RC_ASSERT(outcome({0, 1, 2, 3}) == outcome(order));
}

}  // namespace
}  // namespace termwise::plugin_tests
