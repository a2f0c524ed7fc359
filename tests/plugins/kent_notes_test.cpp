// Notes of visit: each part that one must have, who waives what, and what is not known.
#include <set>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "kent_world.h"

namespace termwise::plugin_tests {
namespace {

using testing::Cell;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::ItemFacts;

// A school whose Autumn Pupil Review has a note with everything in it.
struct Review {
  Review() : kent(2008, "2008-12-15") {
    kent.school(Kent::kSchool, 2008).attribute("age_range", "4-11");
    visit().attribute("visit_type", "pupil review").attribute("visited_on", "2008-11-12");
    visit().attribute("term", "autumn").attribute("head_attendance", "attended");
    note().attribute("visit", "V1").attribute("record_author", "A1").attribute("submitted_on", "2008-11-20");
    for (const char* column : {"actions_reviewed", "progress_reviewed", "targets_agreed", "impact_evaluated"})
      note().attribute(column, "yes");
    note().attribute("support_and_challenge", "balanced").attribute("support_level", "core");
    note().attribute("differences_of_view", "no").measure("VISIT_RECORD_WORDS", "850");
    action().attribute("visit", "V1").attribute("action_owner", "head teacher").attribute("due_on", "2009-03-31");
  }
  ItemFacts& visit(const std::string& key = "V1") { return kent.world().item("visit/1", Kent::kSchool, 2009, key); }
  ItemFacts& note(const std::string& key = "V1") {
    return kent.world().item("visit_record/1", Kent::kSchool, 2009, key);
  }
  ItemFacts& action(const std::string& key = "X1") { return kent.world().item("action/1", Kent::kSchool, 2009, key); }
  testing::EmittedFinding finding() { return kent["nov-conformity"]; }

  Kent kent;
};

TEST(KentNotes, conform_with_everything_in_them) {
  Review review;
  EXPECT_EQ(review.finding().outcome, "CONFORMS");
  EXPECT_EQ(review.finding().sentence,
            "The notes of visit of School 900001 in 2008/09 have in them what the LA asks for (1 note); a person still "
            "has to sign each.");
}

TEST(KentNotes, fail_for_each_part_that_is_missing) {
  struct Case {
    const char* column;
    Cell cell;
    const char* outcome;
    const char* note;
  };
  const Cell blank, unreadable(Missing::unparseable);
  for (const Case& one : std::vector<Case>{{"record_author", blank, "FAILS", "AUTHOR"},
                                           {"record_author", unreadable, "NOT_KNOWN", "AUTHOR_NOT_KNOWN"},
                                           {"actions_reviewed", "no", "FAILS", "ACTIONS_REVIEWED"},
                                           {"actions_reviewed", blank, "NOT_KNOWN", "ACTIONS_REVIEWED_NOT_KNOWN"},
                                           {"progress_reviewed", "no", "FAILS", "PROGRESS_REVIEWED"},
                                           {"targets_agreed", "no", "FAILS", "TARGETS_AGREED"},
                                           {"impact_evaluated", "no", "FAILS", "IMPACT"},
                                           {"support_and_challenge", blank, "FAILS", "BALANCE"},
                                           {"support_level", blank, "FAILS", "SUPPORT_LEVEL"},
                                           {"differences_of_view", blank, "FAILS", "DIFFERENCES"},
                                           {"VISIT_RECORD_WORDS", "0", "FAILS", "WORDS"},
                                           {"VISIT_RECORD_WORDS", blank, "NOT_KNOWN", "WORDS_NOT_KNOWN"},
                                           {"qa_signed_on", "2008-12-01", "FAILS", "DISTRIBUTION"}}) {
    Review review;
    review.note().attribute(one.column, one.cell);
    EXPECT_EQ(review.finding().outcome, one.outcome) << one.column;
    EXPECT_THAT(review.finding().notes, ElementsAre(one.note)) << one.column;
  }
}

TEST(KentNotes, fail_for_what_other_registers_lack) {
  Review undated;
  undated.visit().attribute("visited_on", Cell());
  EXPECT_THAT(undated.finding().notes, ElementsAre("DATE"));
  Review alone;
  alone.visit().attribute("head_attendance", "absent").attribute("governor_attendance", "declined");
  EXPECT_THAT(alone.finding().notes, ElementsAre("ATTENDEES"));
  Review open;
  open.visit().attribute("head_attendance", "absent");
  EXPECT_THAT(open.finding().notes, ElementsAre("ATTENDEES_NOT_KNOWN"));
  Review without_owner;
  without_owner.action("X2").attribute("visit", "V1").attribute("due_on", "2009-03-31");
  EXPECT_THAT(without_owner.finding().notes, ElementsAre("NEXT_ACTIONS"));
  Review without_actions;
  without_actions.action().attribute("visit", "V2");
  EXPECT_THAT(without_actions.finding().notes, ElementsAre("NEXT_ACTIONS_NOT_KNOWN"));
}

TEST(KentNotes, name_each_note_and_what_it_lacks) {
  Review review;
  review.note().attribute("impact_evaluated", "no").attribute("record_author", Cell());
  EXPECT_EQ(review.finding().sentence,
            "Of the notes of visit of School 900001 in 2008/09 these do not have in them what the LA asks for: that of "
            "visit V1, of 12 November 2008, lacks an author and the impact and value for money of outside "
            "intervention.");
  review.visit("V2").attribute("visit_type", "monitoring").attribute("visited_on", "2008-12-01");
  review.note("V2").attribute("visit", "V2").attribute("submitted_on", "2008-12-02").attribute("conformity", "waived");
  EXPECT_THAT(review.finding().notes, ElementsAre("AUTHOR", "IMPACT", "WAIVED"));
  review.kent.world().parameter("note_author", "false").parameter("note_impact", "false");
  EXPECT_EQ(review.finding().outcome, "CONFORMS");
}

TEST(KentNotes, say_where_whoever_checked_it_sees_it_otherwise) {
  Review review;
  review.note().attribute("conformity", "fails");
  EXPECT_THAT(review.finding().notes, ElementsAre("CHECKER_DIFFERS"));
  review.note().attribute("conformity", "conforms");
  EXPECT_THAT(review.finding().notes, IsEmpty());
  review.note().attribute("impact_evaluated", "no");
  EXPECT_THAT(review.finding().notes, Contains("CHECKER_DIFFERS"));
}

TEST(KentNotes, ask_for_targets_in_autumn_alone) {
  Review review;
  review.visit().attribute("visit_type", "improvement").attribute("term", "summer");
  review.note().attribute("targets_agreed", "no");
  EXPECT_EQ(review.finding().outcome, "CONFORMS");
}

TEST(KentNotes, are_those_that_have_been_submitted_by_the_day) {
  Review review;
  review.note().attribute("submitted_on", "2008-12-16");
  EXPECT_EQ(review.finding().outcome, "NO_NOTE");
  review.note().attribute("submitted_on", "2008-12-15");
  EXPECT_EQ(review.finding().outcome, "CONFORMS");
  review.visit().attribute("visit_type", "performance management");  // leaves none
  EXPECT_EQ(review.finding().outcome, "NO_NOTE");
  review.kent.school(Kent::kSchool, 2008).attribute("status", "closed");
  EXPECT_THAT(review.kent.run("nov-conformity").findings, IsEmpty());
}

TEST(KentNotes, of_any_number_are_answered_for) {
  const auto with = [](int notes) {
    Review review;
    for (int number = 2; number <= notes; ++number) {
      const std::string key = "V" + std::to_string(number);
      review.visit(key).attribute("visit_type", "monitoring").attribute("visited_on", "2008-12-01");
      review.note(key).attribute("visit", key).attribute("submitted_on", "2008-12-02");
    }
    return review.finding();
  };
  const auto most = with(15);
  EXPECT_THAT(most.notes, ::testing::Not(Contains("EVIDENCE_CUT")));
  EXPECT_THAT(most.sentence, HasSubstr("; and 6 more."));  // of fourteen eight are named
  const auto more = with(16);
  EXPECT_EQ(more.outcome, "FAILS");
  EXPECT_THAT(more.notes, Contains("EVIDENCE_CUT"));
}

TEST(KentNotes, every_sentence_is_said) {
  std::set<std::string> used;
  const auto say = [&](Review review) {
    const auto found = review.finding();
    used.insert(found.template_id);
    for (const char* broken : {"  ", "..", " .", "{", "; ."})
      EXPECT_EQ(found.sentence.find(broken), std::string::npos) << found.sentence;
  };
  say(Review());
  Review fails, open, none;
  fails.note().attribute("record_author", Cell());
  open.note().attribute("impact_evaluated", Cell());
  none.note().attribute("submitted_on", Cell());
  say(std::move(fails));
  say(std::move(open));
  say(std::move(none));
  std::set<std::string> declared;
  for (const Template& text : testing::describe(Kent::plugin()).templates)
    if (text.id.rfind("nov-", 0) == 0) declared.insert(text.id);
  EXPECT_EQ(used, declared);
}

}  // namespace
}  // namespace termwise::plugin_tests
