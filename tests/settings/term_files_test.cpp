// Term dates out of published calendars: the same terms however they are written, what contradicts itself, and where files
// may lie.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "calendar/london.h"
#include "fixture.h"
#include "ics.h"

namespace termwise::settings {
namespace {

using calendar::Term;
using std::chrono::days;
using std::chrono::sys_days;
using test::all_texts;
using test::ics;
using test::Lines;
using test::whole_days;
using testing::ElementsAre;
using testing::HasSubstr;

const char* const kLa = "las/850.toml";
const char* const kFile = "terms/850.ics";
const std::vector<Lines> kYear = {
    whole_days("Autumn term 2026", "20260902", "20261219"), whole_days("October half term", "20261026", "20261031"),
    whole_days("Spring term 2027", "20270104", "20270326"), whole_days("February half term", "20270215", "20270220"),
    whole_days("Summer term 2027", "20270412", "20270723"), whole_days("May half term", "20270531", "20270605")};

Loaded load_terms(const std::vector<Lines>& events, const std::string& more = "",
                  const std::string& names = "terms_files = [\"terms/850.ics\"]\n") {
  auto files = test::good_files();
  const std::size_t tables = files[kLa].find("[[");
  files[kLa].insert(tables == std::string::npos ? files[kLa].size() : tables, names);
  files[kLa] += more;
  files[kFile] = ics(events);
  return test::load_files(files);
}

std::string in_words(const Term& term) {
  const auto span = [](const calendar::DateSpan& of) {
    return calendar::to_string(of.first) + ".." + calendar::to_string(of.last);
  };
  return term.year.label() + " " + std::string(name(term.name)) + " " + span(term.days) +
         (term.half_term ? " without " + span(*term.half_term) : "");
}

const calendar::SchoolCalendar& calendar_of(const Loaded& loaded) {
  for (const auto& la : loaded.settings.value().las)
    if (la.code.text() == "850") return la.calendar;
  throw std::runtime_error("no LA 850");
}

std::vector<std::string> terms_of(const Loaded& loaded) {
  if (!loaded.settings) return {all_texts(loaded.errors)};
  std::vector<std::string> words;
  for (const auto& term : calendar_of(loaded).terms()) words.push_back(in_words(term));
  return words;
}

const std::vector<std::string> kTerms = {"2026/27 autumn 2026-09-02..2026-12-18 without 2026-10-26..2026-10-30",
                                         "2026/27 spring 2027-01-04..2027-03-25 without 2027-02-15..2027-02-19",
                                         "2026/27 summer 2027-04-12..2027-07-22 without 2027-05-31..2027-06-04"};

TEST(TermFiles, WholeTermsWithTheirHalfTerms) { EXPECT_EQ(terms_of(load_terms(kYear)), kTerms); }

TEST(TermFiles, SixTerms) {
  // Terms end on Fridays and start on Mondays; the half-term is the weekdays between, as in TOML.
  EXPECT_EQ(terms_of(load_terms(
                {whole_days("Term 1", "20260902", "20261024"), whole_days("Term 2", "20261102", "20261219"),
                 whole_days("Term 3", "20270104", "20270213"), whole_days("Term 4", "20270222", "20270326"),
                 whole_days("Term 5", "20270412", "20270529"), whole_days("Term 6", "20270607", "20270723")})),
            kTerms);
}

TEST(TermFiles, HalvesOfTerms) {
  EXPECT_EQ(
      terms_of(load_terms(
          {whole_days("Autumn 1", "20260902", "20261024"), whole_days("Autumn 2", "20261102", "20261219"),
           whole_days("Spring term 1", "20270104", "20270213"), whole_days("Spring term 2", "20270222", "20270326"),
           whole_days("Summer term (1st half)", "20270412", "20270529"),
           whole_days("Summer term (2nd half)", "20270607", "20270723"),
           whole_days("Half term", "20261024", "20261102")})),
      kTerms);
}

TEST(TermFiles, FirstAndLastDays) {
  EXPECT_EQ(terms_of(load_terms(
                {whole_days("Autumn term starts", "20260902"), whole_days("Half term", "20261026", "20261031"),
                 whole_days("Autumn term ends", "20261218"), whole_days("Start of spring term", "20270104"),
                 whole_days("Half term", "20270215", "20270220"), whole_days("End of spring term", "20270325"),
                 whole_days("First day of summer term", "20270412"), whole_days("Half term", "20270531", "20270605"),
                 whole_days("Last day of summer term", "20270722", "20270723")})),
            kTerms);
}

TEST(TermFiles, TheOrderOfTheEventsPlaysNoPart) {
  auto events = kYear;
  std::reverse(events.begin(), events.end());
  EXPECT_EQ(terms_of(load_terms(events)), kTerms);
  events.insert(events.end(), kYear.begin(), kYear.end());  // and what is said twice is said once
  EXPECT_EQ(terms_of(load_terms(events)), kTerms);
}

TEST(TermFiles, ClosuresHolidaysAndBankHolidays) {
  auto events = kYear;
  events.push_back(whole_days("INSET day", "20261106"));
  events.push_back(whole_days("Staff training days", "20270422", "20270424"));
  events.push_back(whole_days("Christmas holidays", "20261219", "20270104"));
  events.push_back(whole_days("Easter holiday", "20270326", "20270412"));
  events.push_back(whole_days("New Year\u2019s Day", "20270101"));  // which the good calendar has
  events.push_back(whole_days("Governors\\, autumn term", "20260903"));
  const Loaded loaded =
      load_terms(events, "", "terms_files = [\"terms/850.ics\"]\nignored_events = [\"Governors, autumn term\"]\n");
  ASSERT_EQ(terms_of(loaded), kTerms);
  const calendar::SchoolCalendar& calendar = calendar_of(loaded);
  using std::chrono::day, std::chrono::month, std::chrono::year;
  EXPECT_EQ(calendar.why_no_school({year(2026), month(11), day(6)}), "closed (INSET day)");
  EXPECT_EQ(calendar.why_no_school({year(2027), month(4), day(22)}), "closed (Staff training days)");
  EXPECT_EQ(calendar.why_no_school({year(2027), month(4), day(23)}), "closed (Staff training days)");
  EXPECT_TRUE(calendar.is_school_day(calendar::Date{year(2027), month(4), day(26)}));
  EXPECT_TRUE(calendar.is_school_day(calendar::Date{year(2026), month(9), day(3)}));
}

TEST(TermFiles, GoWithTermsInToml) {
  const std::string next_year =
      "\n[[term]]\nyear = \"2027/28\"\nname = \"autumn\"\nstart = 2027-09-01\nend = 2027-12-17\n[[closure]]\nstart = "
      "2026-11-06\nreason = \"snow\"\n";
  auto expected = kTerms;
  expected.push_back("2027/28 autumn 2027-09-01..2027-12-17");
  EXPECT_EQ(terms_of(load_terms(kYear, next_year)), expected);

  const Loaded twice =
      load_terms(kYear, "\n[[term]]\nyear = \"2026/27\"\nname = \"autumn\"\nstart = 2026-09-01\nend = 2026-12-17\n");
  ASSERT_EQ(twice.errors.size(), 1u) << all_texts(twice.errors);
  EXPECT_EQ(to_string(*twice.errors[0].where), "terms/850.ics:7:1");
  EXPECT_THAT(twice.errors[0].message, HasSubstr("the autumn term of 2026/27 is already at las/850.toml:"));
}

TEST(TermFiles, ServeRulesLikeTermsInToml) {
  const std::string schedule =
      "\n[[schedule]]\nname = \"a\"\njob = \"floor-check\"\nrule = \"half-term(spring) + 1 day @ 06:30\"\n";
  EXPECT_EQ(terms_of(load_terms(kYear, schedule)), kTerms);
  const Loaded without = load_terms({kYear[0], kYear[1], kYear[2]}, schedule);
  ASSERT_EQ(without.errors.size(), 1u) << all_texts(without.errors);
  EXPECT_THAT(without.errors[0].message, HasSubstr("no spring term of this Local Authority has a half-term"));
}

// Kent's terms of the bundled configuration, written as Kent counts them, are the same terms.
TEST(TermFiles, SayTheSameAsTheBundledTerms) {
  const Loaded bundled = load(TERMWISE_BUNDLED_CONFIGURATION);
  ASSERT_TRUE(bundled.settings) << all_texts(bundled.errors);
  const LocalAuthority kent = bundled.settings->la(*LaCode::parse("886"));
  const auto& terms = kent.calendar.terms();
  ASSERT_GE(terms.size(), 9u);
  const auto compact = [](sys_days day) {
    std::string text = calendar::to_string(day);
    std::erase(text, '-');
    return text;
  };
  std::vector<Lines> events;
  std::vector<std::string> expected;
  for (const Term& term : terms) {
    const int number = static_cast<int>(term.name) * 2 + 1;
    // Up to the Friday before the break, and from the Monday after it.
    events.push_back(whole_days("Term " + std::to_string(number), compact(term.days.first),
                                compact(sys_days(term.half_term->first) - days(2))));
    events.push_back(whole_days("Term " + std::to_string(number + 1), compact(sys_days(term.half_term->last) + days(3)),
                                compact(sys_days(term.days.last) + days(1))));
    expected.push_back(in_words(term));
  }
  EXPECT_EQ(terms_of(load_terms(events)), expected);
}

struct Wrong {
  std::string name;
  std::vector<Lines> events;
  std::uint32_t line;  // of the one error; each event has 4 lines and two around them, after 3 lines of the calendar
  std::string phrase;
};
void PrintTo(const Wrong& tried, std::ostream* out) { *out << tried.name; }

class WrongEvents : public testing::TestWithParam<Wrong> {};

TEST_P(WrongEvents, AreReportedWhereTheyStand) {
  const Loaded loaded = load_terms(GetParam().events);
  ASSERT_EQ(loaded.errors.size(), 1u) << all_texts(loaded.errors);
  const Error& error = loaded.errors[0];
  EXPECT_EQ(error.exit, ExitCode::configuration);
  EXPECT_EQ(error.where->file, kFile);
  EXPECT_EQ(error.where->line, GetParam().line) << error.text();
  EXPECT_THAT(error.message, HasSubstr(GetParam().phrase));
}

const Lines kAutumn = kYear[0];

// Lines 4 to 9 are the first event where it has no DTEND, 4 to 10 where it has: SUMMARY is its fourth.
INSTANTIATE_TEST_SUITE_P(
    Of, WrongEvents,
    testing::Values(
        Wrong{"NotUnderstood",
              {whole_days("Parents' evening", "20261117")},
              7,
              "the event 'Parents' evening' of 2026-11-17 is not understood. Change its SUMMARY to what it is: 'Autumn "
              "term',"},
        Wrong{"YearOfTheTitle",
              {whole_days("Autumn term 2025", "20260902", "20261219")},
              7,
              "is on 2026-09-02 to 2026-12-18, which is not in the year of its title"},
        Wrong{"AcademicYearOfTheTitle",
              {whole_days("Summer term 2027/28", "20270412", "20270723")},
              7,
              "which is not in the year of its title"},
        Wrong{"MonthOfTheTitle",
              {kAutumn, whole_days("February half term", "20261026", "20261031")},
              14,
              "which is not in the month of its title"},
        Wrong{"HalfTermInAnotherTerm",
              {kAutumn, whole_days("Spring half term", "20261026", "20261031")},
              14,
              "lies in the autumn term"},
        Wrong{"HalfTermInNoTerm",
              {kAutumn, whole_days("Half term", "20270215", "20270220")},
              14,
              "lies in none of the terms"},
        Wrong{
            "TwoHalfTerms",
            {kAutumn, whole_days("Half term", "20261026", "20261031"), whole_days("Half term", "20261102", "20261107")},
            21,
            "is the second of the autumn term of 2026/27; the first is on line 14"},
        Wrong{"HalfTermToTheEnd",
              {kAutumn, whole_days("Half term", "20261214", "20261219")},
              15,
              "is not within its term"},
        Wrong{"TermOfOneDay", {whole_days("Autumn term", "20260902")}, 7, "is 2026-09-02 alone"},
        Wrong{"StartOfTwoDays", {whole_days("Autumn term starts", "20260902", "20260904")}, 9, "is one day of a term"},
        Wrong{"NoEnd",
              {whole_days("Autumn term starts", "20260902")},
              7,
              "the autumn term of 2026/27 has its first day here, and no event says its last"},
        Wrong{"NoStart",
              {whole_days("Autumn term ends", "20261218")},
              7,
              "has its last day here, and no event says its first"},
        Wrong{"EndBeforeStart",
              {whole_days("Spring term starts", "20270325"), whole_days("Spring term ends", "20270104")},
              13,
              "ends on 2027-01-04, and starts on 2027-03-25 on line 7"},
        Wrong{"NoSecondHalf",
              {whole_days("Term 3", "20270104", "20270213")},
              7,
              "the spring term of 2026/27 has its first half here, and no event is its second. Add 'Spring term 2' (or "
              "'Term 4')"},
        Wrong{"NoFirstHalf", {whole_days("Summer 2", "20270607", "20270723")}, 7, "Add 'Summer term 1' (or 'Term 5')"},
        Wrong{"HalvesOverlap",
              {whole_days("Term 1", "20260902", "20261024"), whole_days("Term 2", "20261023", "20261219")},
              14,
              "the second half of the autumn term of 2026/27 starts on 2026-10-23, and the first ends on 2026-10-23 on "
              "line 7"},
        Wrong{"WholeAgainstHalves",
              {kAutumn, whole_days("Term 1", "20260901", "20261024"), whole_days("Term 2", "20261102", "20261219")},
              7,
              "runs from 2026-09-02 to 2026-12-18 here, and its two halves from 2026-09-01 to 2026-12-18 on line 14"},
        Wrong{"WholeAgainstAnEnd", {kAutumn, whole_days("Autumn term ends", "20261217")}, 14, "Correct one of the two"},
        Wrong{"HalfTermOutsideTheBreak",
              {whole_days("Term 1", "20260902", "20261024"), whole_days("Term 2", "20261102", "20261219"),
               whole_days("Half term", "20261019", "20261024")},
              21,
              "does not lie in the break between the two halves"},
        Wrong{"OneTitleForTwoHalves",
              {whole_days("Autumn term", "20260902", "20261024"), whole_days("Autumn term", "20261102", "20261219")},
              14,
              "stands on line 7 as well, with 2026-09-02 to 2026-10-23. Keep one of the two; where they are two halves "
              "of a "
              "term, call them 'Autumn term 1' and 'Autumn term 2'"},
        Wrong{"OverlappingTerms",
              {kAutumn, whole_days("Spring term", "20261218", "20270326")},
              15,
              "this term overlaps with the autumn term of 2026/27 on line 7"},
        Wrong{"InAugust",
              {whole_days("Autumn term", "20260827", "20261219")},
              8,
              "2026-08-27 is not in the academic year 2026/27, which runs from 2026-09-01 to 2027-08-31"},
        Wrong{"HolidayInATerm",
              {kAutumn, whole_days("Christmas holiday", "20261217", "20270104")},
              14,
              "runs into the autumn term, which is from 2026-09-02 to 2026-12-18 on line 7"},
        Wrong{"UnknownBankHoliday",
              {kAutumn, whole_days("Good Friday", "20270326")},
              14,
              "2027-03-26 is called 'Good Friday' here, and is no bank holiday of the files in calendars/"}),
    [](const testing::TestParamInfo<Wrong>& wrong) { return wrong.param.name; });

TEST(TermFiles, EveryMistakeIsReportedAtOnce) {
  const Loaded loaded = load_terms(
      {whole_days("Sports day", "20270601"), whole_days("Term", "20270101"), kAutumn, whole_days("Fair", "20270602")});
  EXPECT_EQ(loaded.errors.size(), 3u) << all_texts(loaded.errors);
}

// ---- where files lie ----

struct Name {
  std::string name;
  std::string written;
  std::string phrase;
};
void PrintTo(const Name& tried, std::ostream* out) { *out << tried.name; }

class WrongNames : public testing::TestWithParam<Name> {};

TEST_P(WrongNames, AreReported) {
  std::string line = "terms_files = [\"terms/850.ics\", " + GetParam().written + "]\n";
  const Loaded loaded = load_terms(kYear, "", line);
  ASSERT_EQ(loaded.errors.size(), 1u) << all_texts(loaded.errors);
  EXPECT_EQ(loaded.errors[0].where->file, kLa);
  EXPECT_EQ(loaded.errors[0].where->column, line.find(GetParam().written) + 1);
  EXPECT_THAT(loaded.errors[0].message, HasSubstr(GetParam().phrase));
}

INSTANTIATE_TEST_SUITE_P(
    Of, WrongNames,
    testing::Values(Name{"Missing", "\"terms/851.ics\"",
                         "there is no file 'terms/851.ics' in the configuration directory. Did "
                         "you mean 'terms/850.ics'?"},
                    Name{"Upward", "\"terms/../termwise.toml\"", "is not a file of the folder terms/"},
                    Name{"UpwardToOne", "\"terms/../terms/850.ics\"", "is not a file of the folder terms/"},
                    Name{"Absolute", "\"/etc/850.ics\"", "is not a file of the folder terms/"},
                    Name{"Elsewhere", "\"las/850.ics\"", "is not a file of the folder terms/"},
                    Name{"Alone", "\"850.ics\"", "write its name like \"terms/886.ics\""},
                    Name{"BelowTheFolder", "\"terms/a/850.ics\"", "is not a file of the folder terms/"},
                    Name{"AnotherKind", "\"terms/850.csv\"", "is not a file of the folder terms/"},
                    Name{"Twice", "\"terms/850.ics\"]# ", "is named twice"}, Name{"Number", "12345", "must be text"},
                    Name{"Empty", "\"\"", "is empty"}),
    [](const testing::TestParamInfo<Name>& name) { return name.param.name; });

TEST(TermFiles, ThatNobodyUsesAreAnError) {
  auto files = test::good_files();
  files[kFile] = ics(kYear);
  const Loaded loaded = test::load_files(files);
  ASSERT_EQ(loaded.errors.size(), 1u) << all_texts(loaded.errors);
  EXPECT_EQ(to_string(*loaded.errors[0].where), "terms/850.ics:1:1");
  EXPECT_THAT(loaded.errors[0].message, HasSubstr("no Local Authority uses this file"));
  // But not where the file that names it cannot be read.
  files[kLa] = "[";
  EXPECT_EQ(test::load_files(files).errors.size(), 1u);
}

TEST(TermFiles, AreKeptInTheRevisionByteForByteAndReadAgain) {
  test::TemporaryDirectory directory;
  auto files = test::good_files();
  files[kLa] = "terms_files = [\"terms/850.ics\"]\n" + files[kLa];
  files[kFile] = ics(kYear);
  directory.write(files);
  directory.write("terms/notes.txt", "none");
  directory.write("termwise.toml", "");
  const Loaded loaded = load(directory.path() / "termwise.toml");
  ASSERT_EQ(terms_of(loaded), kTerms);
  test::Files kept;
  for (const auto& file : loaded.settings->files) kept[file.path] = file.content;
  EXPECT_EQ(kept, files);
  EXPECT_EQ(terms_of(load_revision(loaded.settings->files)), kTerms);
}

TEST(TermFiles, AnErrorOfAFileThatSeveralUseIsReportedOnce) {
  auto files = test::good_files();
  for (const char* la : {"las/850.toml", "las/938.toml"}) files[la] = "terms_files = [\"terms/850.ics\"]\n" + files[la];
  files[kFile] = ics({whole_days("Sports day", "20270601")});
  EXPECT_EQ(test::load_files(files).errors.size(), 1u);
  files[kFile] = "BEGIN:VCALENDAR\r\n";
  EXPECT_EQ(test::load_files(files).errors.size(), 1u);
}

// ---- limits ----

TEST(TermFileLimits, FilesAndIgnoredEvents) {
  auto files = test::good_files();
  const std::string before = files[kLa];
  const auto with = [&](std::size_t count, std::size_t ignored) {
    std::string line = "terms_files = [";
    for (std::size_t i = 0; i < count; ++i) {
      const std::string path = "terms/" + std::to_string(i) + ".ics";
      files[path] = ics({});
      line += "\"" + path + "\",";
    }
    line += "]\nignored_events = [";
    for (std::size_t i = 0; i < ignored; ++i) line += "\"event " + std::to_string(i) + "\",";
    files[kLa] = line + "]\n" + before;
    const Loaded loaded = test::load_files(files);
    return loaded.errors.empty() ? std::string() : loaded.errors[0].message;
  };
  EXPECT_EQ(with(kMaximumTermFiles, kMaximumIgnoredEvents), "");
  EXPECT_THAT(with(kMaximumTermFiles, kMaximumIgnoredEvents + 1),
              HasSubstr("more than 200 entries in 'ignored_events'"));
  EXPECT_THAT(with(kMaximumTermFiles + 1, 0), HasSubstr("more than 50 entries in 'terms_files'"));
}

TEST(TermFileLimits, ClosuresOfFilesCountToo) {
  std::vector<Lines> events(kMaximumClosures, {"SUMMARY:INSET", "DTSTART:20261106"});
  EXPECT_EQ(all_texts(load_terms(events).errors), "");
  const Loaded more = load_terms(events, "\n[[closure]]\nstart = 2026-11-06\nreason = \"snow\"\n");
  ASSERT_EQ(more.errors.size(), 1u) << all_texts(more.errors);
  EXPECT_THAT(more.errors[0].message, HasSubstr("more than 300 or 2000 together"));
}

TEST(TermFileLimits, ComplaintsOfOneCalendar) {
  const Loaded loaded = load_terms(std::vector<Lines>(1000, whole_days("Sports day", "20270601")));
  ASSERT_EQ(loaded.errors.size(), 20u);
  EXPECT_THAT(loaded.errors.back().message, HasSubstr("Events after it were not read."));
}

}  // namespace
}  // namespace termwise::settings
