// What a layout can say beyond columns of figures: items, years, dates, aliases, LAs from elsewhere.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support.h"

namespace termwise::ingest::testing {
namespace {

using school::Missing;
using school::Severity;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsNull;
using ::testing::NotNull;

// A file of inspections: several rows a school, each of its own year, with codes that mean no figure.
settings::Settings inspections() {
  settings::Settings settings;
  settings.measures = {
      {"OFSTED_OE", "ofsted", school::Unit::band, 0, "Overall", school::Direction::lower_is_better, ""},
      {"OFSTED_LM", "ofsted", school::Unit::band, 0, "Leaders", school::Direction::lower_is_better, ""}};
  settings.attributes = {{"started_on", "Started on"}, {"category", "Category of concern"}, {"successor_urn", "Next"}};
  settings::SourceLayout layout;
  layout.id = "ofsted";
  layout.title = "Inspections";
  layout.dataset = "ofsted";
  layout.encodings = {settings::Encoding::utf8};
  layout.dates = {settings::DateFormat::day_month_year_slashes};
  layout.urn_column = "URN";
  layout.laestab_column = "LAESTAB";
  layout.key_columns = {"Inspection number"};
  layout.year_column = "Inspection start date";
  layout.missing = {{"NULL", Missing::not_supplied}};
  layout.measures = {{"Overall effectiveness", "OFSTED_OE", {{"9", Missing::not_entered}}},
                     {"Leadership", "OFSTED_LM"}};
  layout.attributes = {{"Inspection start date", "started_on", settings::AttributeType::date},
                       {"Category", "category", settings::AttributeType::text, {{"SM", "SM"}, {"SWK", "SWK"}}},
                       {"Next URN", "successor_urn", settings::AttributeType::urn}};
  layout.aliases = {{"OE", "Overall effectiveness"}};
  layout.optional = {"Next URN", "Leadership"};
  layout.required = {"Category"};
  settings.layouts = {layout};
  return settings;
}

const std::string kTop =
    "URN,LAESTAB,Inspection number,Inspection start date,Overall effectiveness,Leadership,Category\n";

TEST(Layout, TellsRowsAboutOneSchoolApartByTheirKey) {
  const Outcome outcome =
      ingest(kTop + "100005,2021048,425578,05/06/2014,1,1,SM\n" + "100005,2021048,425579,05/09/2014,2,9,SWK\n" +
                 "100005,2021048,425578,05/06/2014,3,1,SM\n",
             inspections());
  ASSERT_FALSE(outcome.error) << outcome.error->text();
  ASSERT_EQ(outcome.memory.records.size(), 2u);
  EXPECT_EQ(outcome.memory.records[0].item, "425578");
  EXPECT_EQ(outcome.memory.records[0].summer, 2014);
  EXPECT_EQ(outcome.memory.records[1].item, "425579");
  EXPECT_EQ(outcome.memory.records[1].summer, 2015);  // 5 September is of the next academic year
  EXPECT_EQ(outcome.memory.records[0].la_code, LaCode::parse("202"));
  ASSERT_THAT(outcome.memory.issue_of("duplicate-subject"), NotNull());
  EXPECT_EQ(outcome.memory.issue_of("duplicate-subject")->line, 4u);
  EXPECT_EQ(outcome.memory.issue_of("duplicate-subject")->column_name, "Inspection number");
  EXPECT_EQ(outcome.sums.rejected, 1);
}

TEST(Layout, AColumnHasCodesOfItsOwn) {
  const Outcome outcome = ingest(kTop + "100005,2021048,1,05/06/2014,9,9,SM\n", inspections());
  ASSERT_EQ(outcome.memory.records.size(), 1u);
  EXPECT_THAT(outcome.memory.records[0].values, ElementsAre(Missing::not_entered, number(9)));
}

TEST(Layout, CodesAreReadWithoutBlanksAndCapitals) {
  const Outcome outcome = ingest(kTop + "100005,2021048,1,05/06/2014,1,1,SM \n" +
                                     "100006,2021049,2,05/06/2014,1,1,swk\n" + "100007,2021050,3,05/06/2014,1,1,XX\n",
                                 inspections());
  ASSERT_EQ(outcome.memory.records.size(), 3u);
  EXPECT_EQ(outcome.memory.records[0].attributes[1], "SM");
  EXPECT_EQ(outcome.memory.records[1].attributes[1], "SWK");
  EXPECT_EQ(outcome.memory.records[2].attributes[1], Missing::unparseable);
  EXPECT_THAT(outcome.memory.issue_of("unknown-code"), NotNull());
}

TEST(Layout, DatesAreStoredAsDays) {
  const Outcome outcome = ingest(kTop + "100005,2021048,1,05/06/2014,1,1,SM\n", inspections());
  EXPECT_EQ(outcome.memory.records.at(0).attributes[0], "2014-06-05");
}

TEST(Layout, ARowWithoutAYearOrAKeyIsRejected) {
  const Outcome outcome =
      ingest(kTop + "100005,2021048,1,31/06/2014,1,1,SM\n" + "100005,2021048, ,05/06/2014,1,1,SM\n" +
                 "100005,2021048," + std::string(kMaximumItemBytes + 1, 'x') + ",05/06/2014,1,1,SM\n" +
                 "100005,2021048," + std::string(kMaximumItemBytes, 'x') + ",05/06/2014,1,1,SM\n",
             inspections());
  EXPECT_EQ(outcome.memory.records.size(), 1u);
  EXPECT_EQ(outcome.sums.rejected, 3);
  ASSERT_THAT(outcome.memory.issue_of("unreadable-year"), NotNull());
  EXPECT_EQ(outcome.memory.issue_of("unreadable-year")->raw_value, "31/06/2014");
  ASSERT_THAT(outcome.memory.issue_of("unreadable-key"), NotNull());
}

TEST(Layout, AFileMayLackWhatIsOptionalAndNameAColumnOtherwise) {
  const Outcome outcome = ingest(
      "URN,LAESTAB,Inspection number,Inspection start date,OE,Category,Next URN\n"
      "100005,2021048,1,05/06/2014,2,SM,100006\n"
      "100006,2021049,2,05/06/2014,2,SM,12\n",
      inspections());
  ASSERT_FALSE(outcome.error) << outcome.error->text();
  ASSERT_EQ(outcome.memory.records.size(), 2u);
  EXPECT_THAT(outcome.memory.records[0].values, ElementsAre(number(2)));
  EXPECT_THAT(outcome.memory.records[0].attributes, ElementsAre("2014-06-05", "SM", "100006"));
  EXPECT_EQ(outcome.memory.records[1].attributes[2], Missing::unparseable);
  EXPECT_EQ(outcome.memory.issue_of("unreadable-urn")->raw_value, "12");
}

TEST(Layout, ACellThatMustSaySomethingIsAnError) {
  const Outcome outcome = ingest(kTop + "100005,2021048,1,05/06/2014,1,1, \n", inspections());
  ASSERT_THAT(outcome.memory.issue_of("required"), NotNull());
  EXPECT_EQ(outcome.memory.issue_of("required")->severity, Severity::error);
  EXPECT_EQ(outcome.memory.records.size(), 1u);
}

TEST(Layout, TitlesMayStandAboveTheHeader) {
  const Outcome outcome =
      ingest("Inspections in 2013/14\n,,\n\n" + kTop + "100005,2021048,1,05/06/2014,1,1,SM\n", inspections());
  ASSERT_FALSE(outcome.error) << outcome.error->text();
  ASSERT_EQ(outcome.memory.records.size(), 1u);
  EXPECT_EQ(outcome.memory.records[0].line, 5u);
  EXPECT_EQ(outcome.sums.rows, 1);
}

TEST(Layout, TitlesAreLimited) {
  std::string titles;
  for (std::size_t i = 0; i < kMaximumTitleLines; ++i) titles += "title\n";
  const std::string row = "100005,2021048,1,05/06/2014,1,1,SM\n";
  EXPECT_FALSE(ingest(titles + kTop + row, inspections()).error);
  EXPECT_TRUE(ingest("title\n" + titles + kTop + row, inspections()).error);
}

TEST(Layout, ACodeInTheKeyCountsAsWhatItMeans) {
  settings::Settings settings = inspections();
  settings.layouts[0].key_columns = {"Inspection number", "Category"};
  const Outcome outcome =
      ingest(kTop + "100005,2021048,1,05/06/2014,1,1,SWK\n" + "100005,2021048,1,05/06/2014,1,1, swk\n" +
                 "100005,2021048,1,05/06/2014,1,1,other\n",
             settings);
  ASSERT_EQ(outcome.memory.records.size(), 2u);
  EXPECT_EQ(outcome.memory.records[0].item, "1/SWK");
  EXPECT_EQ(outcome.memory.records[1].item, "1/other");  // no code, and said so
  EXPECT_EQ(outcome.memory.issue_of("duplicate-subject")->line, 3u);
}

// Rows about advisers, and about LAs, each with a key.
settings::Settings keyed(school::SubjectKind kind) {
  settings::Settings settings = inspections();
  settings::SourceLayout& layout = settings.layouts[0];
  layout.urn_column.clear();
  layout.laestab_column.clear();
  layout.la_column = "LA";
  layout.every_row = {kind, kind == school::SubjectKind::la ? "all-schools" : ""};
  return settings;
}
const std::string kKeyedTop = "LA,Inspection number,Inspection start date,Overall effectiveness,Leadership,Category\n";

TEST(Layout, RowsAboutAdvisersAndLasAreToldApartByTheirKey) {
  for (const auto kind : {school::SubjectKind::adviser, school::SubjectKind::la}) {
    const Outcome outcome =
        ingest(kKeyedTop + "886,A,05/06/2014,1,1,SM\n" + "886,B,05/06/2014,1,1,SM\n" + "926,A,05/06/2014,1,1,SM\n" +
                   "886,A,05/06/2014,2,1,SM\n" + "88,C,05/06/2014,1,1,SM\n" + "886, ,05/06/2014,1,1,SM\n",
               keyed(kind));
    ASSERT_FALSE(outcome.error) << outcome.error->text();
    ASSERT_EQ(outcome.memory.records.size(), 3u) << name(kind);
    EXPECT_EQ(outcome.memory.records[1].item, "B");
    EXPECT_EQ(outcome.memory.records[2].la_code, LaCode::parse("926"));
    EXPECT_EQ(outcome.memory.issue_of("duplicate-subject")->line, 5u);
    EXPECT_EQ(outcome.memory.issue_of("unreadable-la")->line, 6u);
    EXPECT_EQ(outcome.memory.issue_of("unreadable-key")->line, 7u);
    EXPECT_EQ(outcome.sums.rejected, 3);
  }
}

class Advisers final : public ReferenceDirectory {
 public:
  bool covers(std::string_view dataset, const LaCode& la) const override {
    return dataset == "adviser" && la == LaCode::parse("202");
  }
  bool knows(std::string_view, const school::Record& from, std::string_view key) const override {
    return from.summer == 2014 && key == "K1";
  }
};

TEST(Layout, ARowThatIsNotThereIsQuestioned) {
  settings::Settings settings = inspections();
  settings.attributes.emplace("adviser", "Adviser");
  settings.layouts[0].attributes.push_back({"Adviser", "adviser", settings::AttributeType::text, {}, "adviser"});
  const std::string rows =
      "URN,LAESTAB,Inspection number,Inspection start date,OE,Category,Adviser\n"
      "100005,2021048,1,05/06/2014,2,SM,K1\n"
      "100005,2021048,2,05/06/2014,2,SM,K2\n"
      "100005,2021048,3,05/06/2014,2,SM,\n"
      "100005,2021048,4,05/09/2014,2,SM, K1 \n"
      "100006,2031048,5,05/06/2014,2,SM,K2\n";  // an LA whose advisers are not there yet
  const TemporaryDirectory directory;
  auto file = scan(directory.write("file.csv", rows));
  ASSERT_TRUE(file);
  const auto layout = recognise(*file, settings, std::nullopt, std::nullopt);
  ASSERT_TRUE(layout);
  const Advisers advisers;
  Memory memory;
  ASSERT_TRUE(read_records(*file, *layout, settings, memory, {nullptr, nullptr, &advisers}));
  std::vector<std::uint32_t> lines;
  for (const auto& issue : memory.issues)
    if (issue.rule == "unknown-reference") lines.push_back(issue.line);
  EXPECT_THAT(lines, ElementsAre(3u, 5u));
  const school::QualityIssue& issue = *memory.issue_of("unknown-reference");
  EXPECT_EQ(issue.severity, Severity::query);
  EXPECT_EQ(issue.column_name, "Adviser");
  EXPECT_EQ(
      issue.advice,
      "'K2' is not in the register 'adviser' that is loaded, or not for this school and year. Correct the cell, or "
      "load that register again with the row that is missing.");
  EXPECT_EQ(memory.records.size(), 5u);
}

class Spine final : public SchoolDirectory {
 public:
  bool empty() const override { return false; }
  bool knows(Urn urn) const override { return urn.value == 100005; }
  std::optional<LaCode> la_of(Urn urn) const override { return knows(urn) ? LaCode::parse("850") : std::nullopt; }
};

TEST(Layout, ASchoolIsInTheLaOfTheListOfSchoolsWhereItsRowNamesNone) {
  settings::Settings settings = small_settings();
  settings.layouts[0].la_column.clear();
  settings.layouts[0].ignored.push_back({"LEA", "as the list of schools says"});
  const Spine spine;
  const Outcome outcome =
      ingest(std::string(kHeader) + "1,100005,886,A,0,30,67%,-5,\r\n1,100006,886,B,0,30,67%,-5,\r\n", settings, &spine);
  ASSERT_EQ(outcome.memory.records.size(), 2u);
  EXPECT_EQ(outcome.memory.records[0].la_code, LaCode::parse("850"));
  EXPECT_FALSE(outcome.memory.records[1].la_code);
  EXPECT_EQ(outcome.memory.issue_of("unknown-urn")->line, 3u);
  EXPECT_THAT(outcome.memory.issue_of("la-not-known"), IsNull());  // one query says enough
  EXPECT_EQ(outcome.memory.issue_of("unknown-urn")->severity, Severity::query);
}

TEST(Layout, WithoutAListOfSchoolsNothingIsSaidAboutUrns) {
  EXPECT_THAT(ingest(std::string(kHeader) + "1,100005,886,A,0,30,67%,-5,\r\n").memory.issue_of("unknown-urn"),
              IsNull());
}

settings::Settings two_releases() {
  settings::Settings settings = small_settings();
  settings::SourceLayout& layout = settings.layouts[0];
  layout.years = {*AcademicYear::parse("2016/17"), *AcademicYear::parse("2017/18")};
  layout.names = {"{year}_*_ks2final.csv"};
  return settings;
}

Result<Recognition> recognised(const std::string& name, const settings::Settings& settings) {
  const TemporaryDirectory directory;
  TERMWISE_TRY(ScannedFile file, scan(directory.write(name, std::string(kHeader) + "x\n")));
  return recognise(file, settings, std::nullopt, std::nullopt);
}

TEST(Layout, OfSeveralYearsTheNameDecides) {
  const auto settings = two_releases();
  const auto named = recognised("2017-2018_886_ks2final.csv", settings);
  ASSERT_TRUE(named);
  EXPECT_EQ(named->year->label(), "2017/18");
  EXPECT_THAT(named->why, HasSubstr("the year is 2017/18 by its name"));
  for (const char* name : {"ks2final.csv", "2018-2019_886_ks2final.csv"}) {
    const auto asked = recognised(name, settings);
    ASSERT_FALSE(asked) << name;
    EXPECT_EQ(asked.error().exit, ExitCode::usage);
    EXPECT_THAT(asked.error().message, HasSubstr("Add --year, as in --year 2017/18"));
  }
}

TEST(Layout, OfSeveralLayoutsTheNameDecides) {
  settings::Settings settings = two_releases();
  settings.layouts.push_back(settings.layouts[0]);
  settings.layouts[1].id = "ks2-provisional";
  settings.layouts[1].names = {"{year}_*_ks2prov.csv"};
  const auto named = recognised("2017-2018_886_ks2prov.csv", settings);
  ASSERT_TRUE(named);
  EXPECT_EQ(named->layout->id, "ks2-provisional");
  EXPECT_THAT(named->why, HasSubstr("as likely"));
  const auto asked = recognised("ks2.csv", settings);
  ASSERT_FALSE(asked);
  EXPECT_THAT(asked.error().message, HasSubstr("--source or --year"));
}

}  // namespace
}  // namespace termwise::ingest::testing
