// Titles of events as English publishers write them, and titles that could mean more than one thing.
#include <gtest/gtest.h>

#include "settings/event_meaning.h"

namespace termwise::settings {
namespace {

using calendar::TermName;

// "term autumn 1", "half_term - 0": kind, term, part.
std::string in_words(std::string_view title) {
  const auto meaning = meaning_of(title);
  if (!meaning) return "none";
  static constexpr const char* kKinds[] = {"term",    "term_start", "term_end",    "half_term",
                                           "closure", "holiday",    "bank_holiday"};
  return std::string(kKinds[static_cast<int>(meaning->kind)]) + " " +
         std::string(meaning->term ? name(*meaning->term) : "-") + " " + std::to_string(meaning->part);
}

struct Title {
  const char* title;
  const char* meaning;
};
void PrintTo(const Title& title, std::ostream* out) { *out << title.title; }

class Titles : public testing::TestWithParam<Title> {};

TEST_P(Titles, MeanWhatTheySay) { EXPECT_EQ(in_words(GetParam().title), GetParam().meaning); }

INSTANTIATE_TEST_SUITE_P(
    Terms, Titles,
    testing::Values(Title{"Autumn term", "term autumn 0"}, Title{"AUTUMN TERM 2026", "term autumn 0"},
                    Title{"Autumn Term 2026/27", "term autumn 0"}, Title{"Spring term 2026-2027", "term spring 0"},
                    Title{"2026/27: Summer Term", "term summer 0"}, Title{"School term \u2013 summer", "term summer 0"},
                    Title{"Term dates: Autumn term", "none"}, Title{"Autumn Term 1", "term autumn 1"},
                    Title{"Autumn 2", "term autumn 2"}, Title{"Spring term (2nd half)", "term spring 2"},
                    Title{"First half of summer term", "term summer 1"},
                    Title{"Summer term - second half", "term summer 2"}, Title{"Spring term part 1", "term spring 1"},
                    Title{"Term 1", "term autumn 1"}, Title{"Term 2 2026/27", "term autumn 2"},
                    Title{"Term3", "term spring 1"}, Title{"Term four", "term spring 2"},
                    Title{"Term 5", "term summer 1"}, Title{"School Term 6", "term summer 2"}));

INSTANTIATE_TEST_SUITE_P(Ends, Titles,
                         testing::Values(Title{"Autumn term starts", "term_start autumn 0"},
                                         Title{"Autumn Term Begins", "term_start autumn 0"},
                                         Title{"Start of the Spring Term 2027", "term_start spring 0"},
                                         Title{"First day of summer term", "term_start summer 0"},
                                         Title{"Autumn term ends", "term_end autumn 0"},
                                         Title{"End of summer term", "term_end summer 0"},
                                         Title{"Summer term - last day", "term_end summer 0"},
                                         Title{"Last day of spring term", "term_end spring 0"},
                                         Title{"Term 1 starts", "term_start autumn 1"},
                                         Title{"End of Term 6", "term_end summer 2"},
                                         Title{"First day of Term 4", "term_start spring 2"}));

INSTANTIATE_TEST_SUITE_P(
    Breaks, Titles,
    testing::Values(Title{"Half term", "half_term - 0"}, Title{"Half-term holiday", "half_term - 0"},
                    Title{"Autumn half-term", "half_term autumn 0"},
                    Title{"Spring Half Term Break 2027", "half_term spring 0"},
                    Title{"October half term", "half_term - 0"}, Title{"Half Term (schools closed)", "half_term - 0"},
                    Title{"Autumn mid-term break", "half_term autumn 0"}, Title{"Christmas holidays", "holiday - 0"},
                    Title{"Easter Break 2027", "holiday - 0"}, Title{"School summer holiday", "holiday - 0"},
                    Title{"Good Friday", "bank_holiday - 0"}, Title{"Early May bank holiday", "bank_holiday - 0"},
                    Title{"Bank Holiday Monday", "bank_holiday - 0"}, Title{"New Year\u2019s Day", "bank_holiday - 0"},
                    Title{"Spring Bank Holiday", "bank_holiday - 0"}, Title{"May Day", "bank_holiday - 0"}));

INSTANTIATE_TEST_SUITE_P(
    Closures, Titles,
    testing::Values(Title{"INSET day", "closure - 0"}, Title{"Inset", "closure - 0"},
                    Title{"INSET Day 2", "closure - 0"}, Title{"INSET day - school closed to pupils", "closure - 0"},
                    Title{"Staff training day", "closure - 0"}, Title{"Teacher training days", "closure - 0"},
                    Title{"Staff Development Day", "closure - 0"}, Title{"In-service training day", "closure - 0"},
                    Title{"Professional development day", "closure - 0"},
                    Title{"Teachers' training day", "closure - 0"}, Title{"Occasional day", "closure - 0"},
                    Title{"Non-pupil day", "closure - 0"}, Title{"School closed", "closure - 0"},
                    Title{"Schools closed to all pupils", "closure - 0"}));

// Each could be taken for something, and might be something else.
INSTANTIATE_TEST_SUITE_P(
    NotUnderstood, Titles,
    testing::Values(Title{"", "none"}, Title{"   ", "none"}, Title{"Term", "none"}, Title{"Autumn", "none"},
                    Title{"Term starts", "none"}, Title{"Term ends", "none"}, Title{"Term 7", "none"},
                    Title{"Term 0", "none"}, Title{"Term 12", "none"}, Title{"Autumn 3", "none"},
                    Title{"Autumn half term 1", "none"}, Title{"Half term 1", "none"},
                    Title{"Half term starts", "none"}, Title{"Half term ends", "none"}, Title{"Half term club", "none"},
                    Title{"Spring break", "none"}, Title{"Autumn holiday", "none"},
                    Title{"Summer holidays begin", "none"}, Title{"Twilight INSET", "none"},
                    Title{"No INSET day", "none"}, Title{"INSET day cancelled", "none"},
                    Title{"School not closed", "none"}, Title{"School open", "none"}, Title{"Training", "none"},
                    Title{"Autumn term staff meeting", "none"}, Title{"Autumn and spring term", "none"},
                    Title{"Pupils return", "none"}, Title{"Year 6 SATs", "none"}, Title{"Polling day", "none"},
                    Title{"Autumn term 2026/28", "none"}, Title{"Autumn term 2026 2025", "none"},
                    Title{"Autumn term 1776/77", "none"}, Title{"Summer term fair", "none"},
                    Title{"Term \uFF11", "none"}, Title{"\u0410utumn term", "none"}, Title{"Tymor yr hydref", "none"},
                    Title{"Autumn term\u202E", "none"}, Title{"Autumn\tterm", "none"}));

TEST(Titles, MayNameAYearAndAMonth) {
  const auto half_term = meaning_of("October half term 2026");
  ASSERT_TRUE(half_term);
  EXPECT_EQ(half_term->month, std::chrono::October);
  EXPECT_EQ(half_term->year, std::chrono::year(2026));
  EXPECT_FALSE(half_term->academic_year);
  EXPECT_EQ(meaning_of("March half term")->month, std::chrono::March);
  EXPECT_EQ(meaning_of("Autumn term 2026/27")->academic_year->label(), "2026/27");
  EXPECT_FALSE(meaning_of("Term 1, 2099-2100"));
  EXPECT_EQ(meaning_of("Autumn term 1999/00")->academic_year->label(), "1999/00");
}

}  // namespace
}  // namespace termwise::settings
