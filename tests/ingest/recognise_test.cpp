#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support.h"

namespace termwise::ingest::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

Result<std::string> recognised(std::string_view header, const settings::Settings& settings,
                               const std::optional<std::string>& source = std::nullopt,
                               const std::optional<std::string>& year = std::nullopt) {
  const TemporaryDirectory directory;
  TERMWISE_TRY(ScannedFile file, scan(directory.write("file.csv", std::string(header) + "\nx\n")));
  std::optional<AcademicYear> wanted;
  if (year) wanted = AcademicYear::parse(*year);
  TERMWISE_TRY(const auto recognition, recognise(file, settings, source, wanted));
  return recognition.layout->id;
}

// The small layout, the same again for 2017/18 with one column more, and one of other columns without a year.
settings::Settings three_layouts() {
  settings::Settings settings = small_settings();
  settings::SourceLayout next = settings.layouts.front();
  next.id = "ks2-2017-18";
  next.years = {*AcademicYear::parse("2017/18")};
  next.ignored.push_back({"ADDRESS1", "contact detail"});
  settings::SourceLayout other = settings.layouts.front();
  other.id = "ks2-any-year";
  other.years.clear();
  other.delimiter = ';';
  other.attributes.clear();
  other.ignored.clear();
  settings.layouts.push_back(next);
  settings.layouts.push_back(other);
  return settings;
}

constexpr std::string_view kColumns = "RECTYPE,URN,LEA,SCHNAME,ICLOSE,TELIG,PTRWM_EXP,READPROG,TELNUM";

TEST(Recognise, ByNameInAnyOrderAndCase) {
  const auto settings = three_layouts();
  EXPECT_EQ(*recognised(kColumns, settings), "ks2-2016-17");
  EXPECT_EQ(*recognised("telnum,\" ReadProg \",PTRWM_EXP,TELIG,ICLOSE,SCHNAME, LEA,URN,RECTYPE", settings),
            "ks2-2016-17");
  EXPECT_EQ(*recognised(std::string(kColumns) + ",ADDRESS1", settings), "ks2-2017-18");
}

TEST(Recognise, NamesTheMissingAndTheNewColumnsOfTheNearestLayout) {
  const auto result =
      recognised("RECTYPE,URN,LEA,SCHNAME,ICLOSE,TELIG,PTRWM_EXP2,READPROG,TELNUM,ADDRESS1", three_layouts());
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().exit, ExitCode::data);
  EXPECT_THAT(result.error().message, HasSubstr("'ks2-2017-18' (2017/18)"));
  EXPECT_THAT(result.error().message, HasSubstr("Missing from the file: 'PTRWM_EXP'."));
  EXPECT_THAT(result.error().message, HasSubstr("New in the file: 'PTRWM_EXP2'."));
}

TEST(Recognise, ListsTwelveColumnsAndCountsTheRest) {
  std::string header(kColumns);
  for (int i = 1; i <= 12; ++i) header += ",NEW" + std::to_string(i);
  const auto twelve = recognised(header, three_layouts());
  EXPECT_THAT(twelve.error().message, HasSubstr("'NEW11' and 'NEW12'."));
  const auto thirteen = recognised(header + ",NEW13", three_layouts());
  EXPECT_THAT(thirteen.error().message, HasSubstr("'NEW12' and 1 more."));
  EXPECT_THAT(thirteen.error().message, Not(HasSubstr("NEW13")));
}

TEST(Recognise, SaysWhenAFileIsLikeNoLayout) {
  const auto result = recognised("URN,Provider name,Overall effectiveness,Inspection date", three_layouts());
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().exit, ExitCode::data);
  EXPECT_THAT(result.error().message, HasSubstr("this is not a file that any layout in config/sources/ describes"));
}

TEST(Recognise, RefusesTwoColumnsOfOneName) {
  const auto result = recognised(std::string(kColumns) + ", telnum", three_layouts());
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().exit, ExitCode::data);
  EXPECT_THAT(result.error().message, HasSubstr("columns 9 and 10"));
}

TEST(Recognise, RefusesAColumnWithoutName) {
  const auto result = recognised(std::string(kColumns) + ",", three_layouts());
  ASSERT_FALSE(result);
  EXPECT_THAT(result.error().message, HasSubstr("column 10 of the header has no name"));
}

TEST(Recognise, DoesNotAskForNamesInAFileThatIsNoData) {
  const auto result = recognised("Column,Metafile heading,", three_layouts());
  ASSERT_FALSE(result);
  EXPECT_THAT(result.error().message, HasSubstr("not a file that any layout in config/sources/ describes"));
}

TEST(Recognise, SourceAndYearNarrowTheChoice) {
  settings::Settings settings = three_layouts();
  settings.layouts[1].ignored = settings.layouts[0].ignored;  // two years with the same columns
  const auto both = recognised(kColumns, settings);
  ASSERT_FALSE(both);
  EXPECT_EQ(both.error().exit, ExitCode::data);
  EXPECT_THAT(both.error().message, HasSubstr("'ks2-2016-17' (2016/17) and 'ks2-2017-18' (2017/18)"));
  EXPECT_EQ(*recognised(kColumns, settings, std::nullopt, "2017/18"), "ks2-2017-18");
  EXPECT_EQ(*recognised(kColumns, settings, "ks2-2016-17"), "ks2-2016-17");
}

TEST(Recognise, SaysWhatContradictsTheFile) {
  const auto year = recognised(kColumns, three_layouts(), std::nullopt, "2017/18");
  ASSERT_FALSE(year);
  EXPECT_EQ(year.error().exit, ExitCode::data);
  EXPECT_THAT(year.error().message, HasSubstr("'ks2-2016-17' (2016/17), which contradicts --year 2017/18"));
  const auto source = recognised(kColumns, three_layouts(), "ks2-2017-18");
  EXPECT_THAT(source.error().message, HasSubstr("which contradicts --source ks2-2017-18"));
}

TEST(Recognise, RefusesASourceThatIsNotThere) {
  const auto result = recognised(kColumns, three_layouts(), "ks2-2016-71");
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().exit, ExitCode::usage);
  EXPECT_THAT(result.error().message, HasSubstr("Did you mean"));
}

TEST(Recognise, AsksForTheYearWhereNothingSaysIt) {
  const std::string_view header = "RECTYPE;URN;LEA;TELIG;PTRWM_EXP;READPROG";
  const auto result = recognised(header, three_layouts());
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().exit, ExitCode::usage);
  EXPECT_THAT(result.error().message, HasSubstr("--year"));
  EXPECT_EQ(*recognised(header, three_layouts(), std::nullopt, "2017/18"), "ks2-any-year");
}

TEST(Recognise, TheDelimiterBelongsToTheLayout) {
  const auto result =
      recognised("RECTYPE,URN,LEA,TELIG,PTRWM_EXP,READPROG", three_layouts(), "ks2-any-year", "2017/18");
  ASSERT_FALSE(result);
  EXPECT_THAT(result.error().message, HasSubstr("separated by ',', the layout's by ';'"));
}

TEST(Recognise, RefusesAnEncodingThatTheLayoutDoesNotAllow) {
  settings::Settings settings = small_settings();
  settings.layouts[0].encodings = {settings::Encoding::utf8};
  const TemporaryDirectory directory;
  auto file = scan(directory.write("file.csv", std::string(kHeader) + "1,100000,886,caf\xE9\r\n"));
  ASSERT_TRUE(file);
  const auto cp1252 = recognise(*file, settings, std::nullopt, std::nullopt);
  ASSERT_FALSE(cp1252);
  EXPECT_EQ(cp1252.error().exit, ExitCode::data);
  EXPECT_EQ(cp1252.error().where->line, 2u);
  EXPECT_EQ(cp1252.error().where->column, 4u);

  settings.layouts[0].encodings = {settings::Encoding::cp1252};
  EXPECT_TRUE(recognise(*file, settings, std::nullopt, std::nullopt));
  auto marked = scan(directory.write("marked.csv", "\xEF\xBB\xBF" + std::string(kHeader) + "1\r\n"));
  EXPECT_EQ(recognise(*marked, settings, std::nullopt, std::nullopt).error().exit, ExitCode::data);
}

}  // namespace
}  // namespace termwise::ingest::testing
