// Layouts of pupils, [pupils] of the main file, codes and ranges of figures: what is read, and each mistake where it stands.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fixture.h"
#include "settings/refused_columns.h"

namespace termwise::settings {
namespace {

using test::all_texts;
using test::Case;
using test::Place;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Pair;

const char* const kPath = "sources/pupils.toml";
const char* const kLayout = R"(id = "pupils"
title = "Pupils"
dataset = "pupil"
names = ["pupils_*.csv"]
encodings = ["utf-8"]

[subject]
kind = "pupil"
upn = "UPN"
urn = "URN"
year = "YEAR"

[refused]
"names of pupils" = ["NAME", "SURNAME"]
"dates of birth" = ["DATE OF BIRTH", "DOB"]

[missing]
SUPP = "suppressed"

[measures]
FSM = { measure = "PUPIL_FSM", codes = { y = 1, N = 0 } }
SCORE = { measure = "PUPIL_SCORE", range = [80, 120], missing = { A = "not_entered" } }

[ignored]
CLASS = "of no use"
)";

test::Files files_with_pupils() {
  test::Files files = test::good_files();
  test::change(files["measures.toml"], "[attributes]",
               "[pupil]\n"
               "PUPIL_FSM = { unit = \"pupils\", scale = 0, direction = \"neutral\", label = \"Free meals\" }\n"
               "PUPIL_SCORE = { unit = \"score\", scale = 0, direction = \"higher\", label = \"Score\" }\n"
               "[attributes]");
  files[kPath] = kLayout;
  return files;
}

TEST(PupilLayout, IsRead) {
  const Loaded loaded = test::load_files(files_with_pupils());
  ASSERT_TRUE(loaded.settings) << all_texts(loaded.errors);
  const auto& layouts = loaded.settings->layouts;
  ASSERT_EQ(layouts.size(), 2u);
  EXPECT_FALSE(layouts[0].is_pupil_level());
  const SourceLayout& layout = layouts[1];
  EXPECT_TRUE(layout.is_pupil_level());
  EXPECT_EQ(layout.upn_column, "UPN");
  ASSERT_EQ(layout.refused.size(), 2u);
  EXPECT_EQ(layout.refused[0].what, "names of pupils");
  EXPECT_THAT(layout.refused[0].words, ElementsAre("NAME", "SURNAME"));
  EXPECT_THAT(layout.measures[0].codes, ElementsAre(Pair("N", 0), Pair("Y", 1)));
  EXPECT_FALSE(layout.measures[0].range);
  ASSERT_TRUE(layout.measures[1].range);
  EXPECT_EQ(layout.measures[1].range->least, 80);
  EXPECT_EQ(layout.measures[1].range->most, 120);
  EXPECT_EQ(layout.measures[1].missing.size(), 1u);
}

class PupilLayoutChange : public testing::TestWithParam<Case> {};

TEST_P(PupilLayoutChange, IsReportedWhereItStands) {
  const Case& tried = GetParam();
  auto files = files_with_pupils();
  test::change(files[tried.path], tried.from, tried.to);
  const auto places = test::take_marks(files[tried.path]);
  const Loaded loaded = test::load_files(files);
  EXPECT_FALSE(loaded.settings);
  std::vector<Place> reported;
  for (const auto& error : loaded.errors) {
    EXPECT_EQ(error.exit, ExitCode::configuration);
    EXPECT_EQ(error.where->file, tried.path);
    reported.push_back({error.where->line, error.where->column});
  }
  EXPECT_EQ(reported, places) << all_texts(loaded.errors);
  ASSERT_FALSE(loaded.errors.empty());
  EXPECT_THAT(loaded.errors[0].message, HasSubstr(tried.phrase));
}

std::string many_words(std::size_t count) {
  std::string list;
  for (std::size_t i = 0; i < count; ++i) list += "\"W" + std::to_string(i) + "\", ";
  return list;
}

INSTANTIATE_TEST_SUITE_P(
    Cases, PupilLayoutChange,
    testing::Values(Case{"WithoutUpn", kPath, "[subject]\nkind = \"pupil\"\nupn = \"UPN\"",
                         "@@[subject]\nkind = \"pupil\"", "'upn' is missing from [subject]"},
                    Case{"WithoutUrn", kPath, "[subject]\nkind = \"pupil\"\nupn = \"UPN\"\nurn = \"URN\"",
                         "@@[subject]\nkind = \"pupil\"\nupn = \"UPN\"", "'urn' is missing from [subject]"},
                    Case{"UpnOfASchool", "sources/ks2-2016-17.toml", "urn = \"URN\"", "urn = \"URN\"\nupn = @@\"UPN\"",
                         "only rows about pupils have a UPN"},
                    Case{"WithAKey", kPath, "year = \"YEAR\"", "year = \"YEAR\"\nkey = @@[\"CLASS\"]", "Remove 'key'"},
                    Case{"WithAttributes", kPath, "[ignored]", "@@[attributes]\nWORDS = \"name\"\n[ignored]",
                         "a layout of pupils takes in figures only"},
                    Case{"WithARelease", kPath, "encodings", "release = @@\"final\"\nencodings", "Remove 'release'"},
                    Case{"RefusedOfOthers", "sources/ks2-2016-17.toml", "[ignored]",
                         "@@[refused]\nx = [\"NAME\"]\n[ignored]", "only a layout of pupils refuses columns"},
                    Case{"RefusedIsEmpty", kPath, "\"dates of birth\" = [\"DATE OF BIRTH\", \"DOB\"]",
                         "\"dates of birth\" = @@[]", "this list is empty"},
                    Case{"RefusedIsNoList", kPath, "\"dates of birth\" = [\"DATE OF BIRTH\", \"DOB\"]",
                         "\"dates of birth\" = @@\"DOB\"", "must be a list"},
                    Case{"MeasuresARefusedColumn", kPath, "SCORE =", "@@\"Pupil's DOB\" =", "holds dates of birth"},
                    Case{"IgnoresARefusedColumn", kPath, "CLASS =", "@@LegalSurname =", "holds names of pupils"},
                    Case{"CodeIsNoNumber", kPath, "y = 1", "y = @@\"1\"", "must be a whole number"},
                    Case{"CodeIsTooLarge", kPath, "y = 1", "y = @@1000001", "from -1000000 to 1000000"},
                    Case{"CodeTwice", kPath, "y = 1", "y = 1, @@Y = 1", "'Y' is listed twice"},
                    Case{"CodeThatIsMissing", kPath, "y = 1", "@@supp = 1", "says already that there is no figure"},
                    Case{"CodesAreEmpty", kPath, "{ y = 1, N = 0 }", "@@{ }", "'codes' is empty"},
                    Case{"CodesAndRange", kPath, "codes = { y = 1, N = 0 }",
                         "codes = { y = 1, N = 0 }, range = @@[0, 1]", "Remove 'range'"},
                    Case{"NothingMore", kPath, "{ measure = \"PUPIL_FSM\", codes = { y = 1, N = 0 } }",
                         "@@{ measure = \"PUPIL_FSM\" }", "this says no more than"},
                    Case{"RangeBackwards", kPath, "[80, 120]", "@@[120, 80]", "range = [80, 120]"},
                    Case{"RangeOfOne", kPath, "[80, 120]", "@@[80]", "range = [80, 120]"},
                    Case{"RangeOfTexts", kPath, "[80, 120]", "@@[\"80\", \"120\"]", "range = [80, 120]"},
                    Case{"RangeTooFar", kPath, "[80, 120]", "@@[80, 1000001]", "none beyond 1000000"}),
    test::case_name);

TEST(PupilLayout, SaysWhatItRefuses) {
  auto files = files_with_pupils();
  test::change(files[kPath],
               "[refused]\n\"names of pupils\" = [\"NAME\", \"SURNAME\"]\n"
               "\"dates of birth\" = [\"DATE OF BIRTH\", \"DOB\"]\n",
               "");
  const Loaded loaded = test::load_files(files);
  ASSERT_EQ(loaded.errors.size(), 1u) << all_texts(loaded.errors);
  EXPECT_EQ(loaded.errors[0].where, (Location{kPath, 1, 1}));
  EXPECT_THAT(loaded.errors[0].message, HasSubstr("says which columns it refuses"));
}

TEST(PupilLayout, HasADatasetOfItsOwn) {
  auto files = files_with_pupils();
  std::string& layout = files[kPath];
  test::change(layout, "\"pupil\"\nnames", "\"ks2\"\nnames");
  layout = layout.substr(0, layout.find("[measures]")) + "[measures]\nTELIG = \"KS2_COHORT\"\n";
  const Loaded loaded = test::load_files(files);
  ASSERT_EQ(loaded.errors.size(), 1u) << all_texts(loaded.errors);
  EXPECT_EQ(loaded.errors[0].where, (Location{kPath, 3, 11}));
  EXPECT_THAT(loaded.errors[0].message, HasSubstr("dataset of their own"));
}

TEST(PupilLayout, RefusesSoManyWordsAndNoMore) {
  auto files = files_with_pupils();
  test::change(files[kPath], "[\"NAME\", \"SURNAME\"]", "[" + many_words(kMaximumRefusedWords - 2) + "]");
  EXPECT_TRUE(test::load_files(files).settings);
  files = files_with_pupils();
  test::change(files[kPath], "[\"NAME\", \"SURNAME\"]", "[" + many_words(kMaximumRefusedWords - 1) + "]");
  const Loaded loaded = test::load_files(files);
  ASSERT_FALSE(loaded.settings);
  EXPECT_THAT(loaded.errors.at(0).message, HasSubstr("at most 500"));
}

TEST(RefusedColumns, AreKnownByTheirWords) {
  SourceLayout layout;
  layout.refused = {
      {"names", {"NAME", "SURNAME", "Known as"}}, {"births", {"DATE OF BIRTH", "DOB"}}, {"numbers", {"TEL"}}};
  const auto what = [&](const char* column) {
    const RefusedColumns* const found = refusal_of(layout, column);
    return found == nullptr ? std::string() : found->what;
  };
  for (const char* column :
       {"Name", " NAME ", "Pupil_Name", "pupilName", "SURNAME", "MYSURNAMES", "Known-As", "KNOWNAS"})
    EXPECT_EQ(what(column), "names") << column;
  for (const char* column :
       {"DOB", "Pupil DOB", "pupilDOB", "dateOfBirth", "DATE_OF_BIRTH", "XDATEOFBIRTHX", "date.of.birth"})
    EXPECT_EQ(what(column), "births") << column;
  for (const char* column : {"", "HOTEL", "TELL", "FILENAME", "RENAMED", "BIRTH_DATE_OF", "Month of birth", "DOBBIN"})
    EXPECT_EQ(what(column), "") << column;
  EXPECT_EQ(what("Home tel."), "numbers");
}

TEST(PupilKeyFile, IsRelativeToTheMainFile) {
  const Settings settings = test::settings_of_main_file("[pupils]\nkey_file = \"secrets/pupils\"\n");
  EXPECT_EQ(settings.pupils.key_file, settings.main_file.parent_path() / "secrets/pupils");
  EXPECT_EQ(test::settings_of_main_file("").pupils.key_file, "");
}

class PupilsOfTheMainFile : public testing::TestWithParam<test::MainCase> {};

TEST_P(PupilsOfTheMainFile, IsReportedWhereItStands) {
  test::expect_reported_in_main_file(test::good_main_file() + "[pupils]\nkey_file = \"key\"\n", GetParam());
}

INSTANTIATE_TEST_SUITE_P(
    Cases, PupilsOfTheMainFile,
    testing::Values(test::MainCase{"WithoutAFile", "[pupils]\nkey_file = \"key\"", "@@[pupils]",
                                   "'key_file' is missing from [pupils]"},
                    test::MainCase{"EmptyFile", "key_file = \"key\"", "key_file = @@\"\"", "'key_file' is empty"},
                    test::MainCase{"UnknownKey", "key_file = \"key\"", "key_file = \"key\"\n@@key = \"x\"",
                                   "'key' is not a key of [pupils]"}),
    test::main_case_name);

}  // namespace
}  // namespace termwise::settings
