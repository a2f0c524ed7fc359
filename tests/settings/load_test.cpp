#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "fixture.h"

namespace termwise::settings {
namespace {

namespace fs = std::filesystem;
using test::all_texts;
using test::TemporaryDirectory;
using testing::ElementsAre;
using testing::Pair;

const fs::path kGood = TERMWISE_GOOD_CONFIGURATION;

Settings good_settings() {
  Loaded loaded = load(kGood / "termwise.toml");
  EXPECT_EQ(all_texts(loaded.errors), "");
  return loaded.settings.value();
}

TEST(Load, ReadsTheMainFile) {
  const Settings settings = good_settings();
  EXPECT_EQ(settings.main_file, kGood / "termwise.toml");
  EXPECT_TRUE(settings.config_directory.is_absolute());
  EXPECT_TRUE(fs::equivalent(settings.config_directory, kGood));
  EXPECT_EQ(settings.state_directory, kGood / "state");
  EXPECT_EQ(settings.plugin_directory, "/opt/termwise/plugins");
  EXPECT_FALSE(settings.database.embedded);
  EXPECT_EQ(settings.database.url, "postgresql://termwise@db.example.invalid/termwise");
  EXPECT_EQ(settings.limits.deadline, std::chrono::seconds(90));
  EXPECT_EQ(settings.limits.memory_megabytes, 512u);
  EXPECT_EQ(settings.daemon.workers, 4);
  EXPECT_EQ(settings.daemon.lease, std::chrono::seconds(30));
  EXPECT_EQ(settings.daemon.retry, std::chrono::seconds(15));
  ASSERT_TRUE(settings.inbox);
  EXPECT_EQ(settings.inbox->directory, kGood / "in");
  EXPECT_EQ(settings.inbox->settle, std::chrono::seconds(5));
}

TEST(Load, AnEmptyMainFileMeansTheDefaults) {
  TemporaryDirectory directory;
  directory.write(test::good_files());
  directory.write("termwise.toml", "");
  const Loaded loaded = load(directory.path() / "termwise.toml");
  ASSERT_TRUE(loaded.settings) << all_texts(loaded.errors);
  EXPECT_EQ(loaded.settings->state_directory, "/var/lib/termwise");
  EXPECT_EQ(loaded.settings->plugin_directory, "/usr/lib/termwise/plugins");
  EXPECT_TRUE(loaded.settings->database.embedded);
  EXPECT_EQ(loaded.settings->database.url, "");
  EXPECT_EQ(loaded.settings->limits.deadline, std::chrono::seconds(60));
  EXPECT_EQ(loaded.settings->limits.memory_megabytes, 1024u);
  EXPECT_EQ(loaded.settings->daemon.workers, 2);
  EXPECT_EQ(loaded.settings->daemon.lease, std::chrono::seconds(90));
  EXPECT_EQ(loaded.settings->daemon.retry, std::chrono::seconds(60));
  EXPECT_FALSE(loaded.settings->inbox);
}

TEST(Load, AcceptsTheBundledConfiguration) {
  const Loaded loaded = load(TERMWISE_BUNDLED_CONFIGURATION);
  ASSERT_EQ(all_texts(loaded.errors), "");
  for (const auto& la : loaded.settings->las) {
    EXPECT_EQ(la.schedules.size(), la.name == "Kent" ? 8u : 3u) << la.name;
    EXPECT_EQ(la.people.size(), la.name == "Kent" ? 2u : 1u) << la.name;
    EXPECT_EQ(la.calendar.terms().size(), 9u) << la.name;
  }
}

// The comment signs are taken away from everything behind "# [inbox]", and of the two ways to send mail one is left.
TEST(Load, AcceptsWhatTheBundledMainFileShowsAsExamples) {
  std::ifstream stream(TERMWISE_BUNDLED_CONFIGURATION);
  std::string shown = "[paths]\nconfig = \"" + fs::path(TERMWISE_BUNDLED_CONFIGURATION).parent_path().string() + "\"\n";
  bool reached = false;
  for (std::string line; std::getline(stream, line);) {
    reached = reached || line == "# [inbox]";
    const std::string entry = line.substr(0, 2) == "# " ? line.substr(2) : line;
    const bool is_key = entry.find(" = ") != std::string::npos && entry.find(' ') == entry.find(" = ");
    const bool is_entry = is_key || (!entry.empty() && entry.front() == '[');
    if (reached && is_entry && entry != "directory = \"/var/lib/termwise/mail\"") shown += entry + "\n";
  }
  TemporaryDirectory directory;
  directory.write("termwise.toml", shown);
  const Loaded loaded = load(directory.path() / "termwise.toml");
  ASSERT_EQ(all_texts(loaded.errors), "") << shown;
  ASSERT_TRUE(loaded.settings->mail.relay);
  EXPECT_EQ(loaded.settings->mail.relay->port, 587);
  EXPECT_EQ(loaded.settings->mail.give_up, MailSettings().give_up) << "what is shown is the default";
  EXPECT_EQ(loaded.settings->mail.retry, MailSettings().retry);
  EXPECT_EQ(loaded.settings->mail.from_name, MailSettings().from_name);
  EXPECT_EQ(loaded.settings->mail.relay->timeout, Relay().timeout);
  EXPECT_EQ(loaded.settings->mail.relay->starttls, Relay().starttls);
  EXPECT_EQ(loaded.settings->web.value().port, 8080);
  EXPECT_EQ(loaded.settings->public_url, "https://termwise.example.org");
}

TEST(Load, KeepsTheMeasuresInTheOrderOfTheFile) {
  const Settings settings = good_settings();
  std::vector<std::string> codes;
  for (const auto& measure : settings.measures) codes.push_back(measure.code);
  EXPECT_THAT(codes, ElementsAre("KS2_EXS_RWM", "KS2_COHORT", "KS2_PROG_R", "KS4_P8"));

  const school::Measure expected{
      "KS2_EXS_RWM", "ks2", school::Unit::percent, 0, "Expected standard", school::Direction::higher_is_better,
      "KS2_COHORT"};
  ASSERT_NE(settings.measure("KS2_EXS_RWM"), nullptr);
  EXPECT_EQ(*settings.measure("KS2_EXS_RWM"), expected);
  EXPECT_EQ(settings.measure("KS4_P8")->scale, 2);
  EXPECT_EQ(settings.measure("KS2_COHORT")->direction, school::Direction::neutral);
  EXPECT_EQ(settings.measure("KS2_NONE"), nullptr);
  EXPECT_THAT(settings.attributes,
              ElementsAre(Pair("kind", "Kind of school"), Pair("link_type", "What the linked school is"),
                          Pair("name", "School name"), Pair("status", "Open or closed")));
}

TEST(Load, KnowsTheYearsInWhichAMeasureBreaks) {
  auto files = test::good_files();
  test::change(files["measures.toml"], "\"Reading progress\"",
               "\"Reading progress\", breaks = { \"2017/18\" = \"another test\", \"2008/09\" = \"another scale\" }");
  const Loaded loaded = test::load_files(files);
  ASSERT_TRUE(loaded.settings) << all_texts(loaded.errors);
  EXPECT_THAT(loaded.settings->measure("KS2_PROG_R")->breaks,
              ElementsAre(Pair(2009, "another scale"), Pair(2018, "another test")));
  EXPECT_TRUE(loaded.settings->measure("KS2_COHORT")->breaks.empty());
}

TEST(Load, ReadsALayout) {
  const Settings settings = good_settings();
  ASSERT_EQ(settings.layouts.size(), 1u);
  const SourceLayout& layout = settings.layouts[0];
  EXPECT_EQ(layout.id, "ks2-2016-17");
  EXPECT_EQ(layout.title, "KS2 tables 2016/17");
  EXPECT_EQ(layout.dataset, "ks2");
  EXPECT_THAT(layout.years, ElementsAre(*AcademicYear::from_summer(2017)));
  EXPECT_THAT(layout.encodings, ElementsAre(Encoding::utf8, Encoding::cp1252));
  EXPECT_EQ(layout.delimiter, ';');
  EXPECT_EQ(layout.urn_column, "URN");
  EXPECT_EQ(layout.la_column, "LEA");
  EXPECT_EQ(layout.record_type_column, "RECTYPE");
  ASSERT_EQ(layout.record_types.size(), 3u);
  EXPECT_EQ(layout.record_types.at("1").kind, "mainstream");
  EXPECT_EQ(layout.record_types.at("1").subject, school::SubjectKind::school);
  EXPECT_EQ(layout.record_types.at("3").subject, school::SubjectKind::la);
  EXPECT_EQ(layout.record_types.at("4").subject, school::SubjectKind::national);
  EXPECT_THAT(layout.missing,
              ElementsAre(Pair("LOWCOV", school::Missing::low_coverage), Pair("SUPP", school::Missing::suppressed)));
  ASSERT_EQ(layout.measures.size(), 2u);
  EXPECT_EQ(layout.measures[0].column, "TELIG");
  EXPECT_EQ(layout.measures[0].measure, "KS2_COHORT");
  EXPECT_EQ(layout.measures[1].column, "PTRWM_EXP");
  EXPECT_EQ(layout.measures[1].measure, "KS2_EXS_RWM");
  ASSERT_EQ(layout.attributes.size(), 2u);
  EXPECT_EQ(layout.attributes[0].column, "SCHNAME");
  EXPECT_EQ(layout.attributes[0].attribute, "name");
  EXPECT_TRUE(layout.attributes[0].codes.empty());
  EXPECT_EQ(layout.attributes[1].attribute, "status");
  EXPECT_THAT(layout.attributes[1].codes, ElementsAre(Pair("0", "open"), Pair("1", "closed")));
  ASSERT_EQ(layout.ignored.size(), 1u);
  EXPECT_EQ(layout.ignored[0].column, "ADDRESS1");
  EXPECT_EQ(layout.ignored[0].reason, "contact detail");
  EXPECT_EQ(layout.where.file, (kGood / "sources/ks2-2016-17.toml").string());
}

TEST(Load, ReadsALayoutOfTheLasOwn) {
  auto files = test::good_files();
  std::string& layout = files["sources/ks2-2016-17.toml"];
  EXPECT_EQ(test::load_files(files).settings.value().layouts[0].template_name, "");
  test::change(layout, "dataset = \"ks2\"", "dataset = \"ks2\"\ntemplate = \"results\"");
  test::change(layout, "SCHNAME = \"name\"", "SCHNAME = { attribute = \"name\", refers_to = \"ks4\" }");
  test::change(layout, "codes = { 0 = \"open\", 1 = \"closed\" }", "codes = [\"Open\", \"to close\"]");
  const Loaded loaded = test::load_files(files);
  ASSERT_TRUE(loaded.settings) << test::all_texts(loaded.errors);
  const SourceLayout& read = loaded.settings->layouts[0];
  EXPECT_EQ(read.template_name, "results");
  EXPECT_EQ(read.attributes.at(0).refers_to, "ks4");
  EXPECT_EQ(read.attributes.at(1).refers_to, "");
  EXPECT_EQ(read.attributes.at(1).codes,
            (std::map<std::string, std::string>{{"OPEN", "Open"}, {"TO CLOSE", "to close"}}));
}

TEST(Load, TheDelimiterMayBeATabAndIsACommaWhereNotGiven) {
  auto files = test::good_files();
  test::change(files["sources/ks2-2016-17.toml"], R"(delimiter = ";")", R"(delimiter = "\t")");
  EXPECT_EQ(test::load_files(files).settings.value().layouts[0].delimiter, '\t');
  test::change(files["sources/ks2-2016-17.toml"], R"(delimiter = "\t")", "");
  EXPECT_EQ(test::load_files(files).settings.value().layouts[0].delimiter, ',');
}

TEST(Load, ExpandsStandardsToOneRowAYear) {
  const Settings settings = good_settings();
  std::vector<std::string> rows;
  for (const auto& row : settings.standards) {
    EXPECT_EQ(row.standard, "floor");
    EXPECT_EQ(row.stage, "ks2");
    const std::string state = row.state == StandardState::set       ? "set"
                              : row.state == StandardState::removed ? "removed"
                                                                    : "no-data";
    rows.push_back(row.year.label() + " " + state + " " + row.measure + " " + row.operation +
                   (row.value ? row.value->to_string() : "") + " " + row.limb + " " + row.within + " " + row.in_force +
                   " " + row.confidence);
  }
  EXPECT_THAT(
      rows, ElementsAre("2015/16 set KS2_PROG_R <-5 progress any-sig1 from 2016 memory",
                        "2016/17 set KS2_EXS_RWM <64.50 attainment and from 2016 verified",
                        "2016/17 set KS2_PROG_R <-5 progress any-sig1 from 2016 memory",
                        "2017/18 set KS2_PROG_R <-5 progress any-sig1 from 2016 memory",
                        "2018/19 removed      verified", "2019/20 no-data      memory", "2020/21 no-data      memory"));
}

TEST(Load, SortsStandardsByStandardStageYearAndMeasure) {
  auto files = test::good_files();
  std::string other = files["standards/ks2-floor.toml"];
  test::change(other, R"(standard = "floor")", R"(standard = "coasting")");
  files["standards/zzz.toml"] = other;
  const Loaded loaded = test::load_files(files);
  ASSERT_TRUE(loaded.settings) << all_texts(loaded.errors);
  ASSERT_EQ(loaded.settings->standards.size(), 14u);
  EXPECT_EQ(loaded.settings->standards[0].standard, "coasting");
  EXPECT_EQ(loaded.settings->standards[6].year.label(), "2020/21");
  EXPECT_EQ(loaded.settings->standards[7].standard, "floor");
  EXPECT_EQ(loaded.settings->standards[7].year.label(), "2015/16");
}

TEST(Load, ReadsTheLocalAuthorities) {
  const Settings settings = good_settings();
  ASSERT_EQ(settings.las.size(), 3u);
  EXPECT_EQ(settings.las[0].code.text(), "850");
  const LocalAuthority kent = settings.la(*LaCode::parse("886"));
  EXPECT_EQ(kent.name, "Kent");
  ASSERT_EQ(kent.plugins.size(), 2u);
  EXPECT_EQ(kent.plugins[0].plugin, "kent");
  EXPECT_EQ(kent.plugins[1].plugin, "national");
  std::vector<std::pair<std::string, std::string>> parameters;
  for (const auto& parameter : kent.plugins[0].parameters) parameters.emplace_back(parameter.name, parameter.value);
  EXPECT_THAT(parameters, ElementsAre(Pair("single_subject_significance", "true"), Pair("margin", "4.5"),
                                      Pair("weeks", "12"), Pair("wording", "plain")));
  const Location margin{(kGood / "las/886.toml").string(), 8, 1};
  EXPECT_EQ(kent.plugins[0].parameters[1].where, margin);
}

TEST(Load, ALocalAuthorityWithoutAFileIsServedByNational) {
  const LocalAuthority la = good_settings().la(*LaCode::parse("926"));
  EXPECT_EQ(la.code.text(), "926");
  EXPECT_EQ(la.name, "LA 926");
  ASSERT_EQ(la.plugins.size(), 1u);
  EXPECT_EQ(la.plugins[0].plugin, "national");
  EXPECT_TRUE(la.plugins[0].parameters.empty());
}

TEST(Load, KeepsTheFilesForTheRevisionWithoutTheMainFile) {
  const Settings settings = good_settings();
  std::vector<std::pair<std::string, std::string>> files;
  for (const auto& file : settings.files) files.emplace_back(file.path, file.content);
  const test::Files expected = test::good_files();
  EXPECT_THAT(files, testing::ElementsAreArray(expected.begin(), expected.end()));
}

TEST(Load, ARevisionGivesTheSameSettings) {
  const Settings loaded = good_settings();
  const Settings replayed = load_revision(loaded.files).settings.value();
  EXPECT_EQ(replayed.measures, loaded.measures);
  EXPECT_EQ(replayed.attributes, loaded.attributes);
  ASSERT_EQ(replayed.files.size(), loaded.files.size());
  ASSERT_EQ(replayed.layouts.size(), loaded.layouts.size());
  EXPECT_EQ(replayed.layouts[0].id, loaded.layouts[0].id);
  EXPECT_EQ(replayed.layouts[0].missing, loaded.layouts[0].missing);
  EXPECT_EQ(replayed.layouts[0].where.file, "sources/ks2-2016-17.toml");
  ASSERT_EQ(replayed.standards.size(), loaded.standards.size());
  for (std::size_t i = 0; i < replayed.standards.size(); ++i) {
    EXPECT_EQ(replayed.standards[i].year, loaded.standards[i].year);
    EXPECT_EQ(replayed.standards[i].measure, loaded.standards[i].measure);
    EXPECT_EQ(replayed.standards[i].value, loaded.standards[i].value);
  }
  ASSERT_EQ(replayed.las.size(), loaded.las.size());
  EXPECT_EQ(replayed.las[1].plugins[0].parameters[1].value, "4.5");
  EXPECT_TRUE(replayed.database.embedded);
  EXPECT_EQ(replayed.limits.deadline, std::chrono::seconds(60));
}

struct Number {
  std::string toml;
  std::string text;  // worked out by hand: the same digits without an exponent
};

class ParameterText : public testing::TestWithParam<Number> {};

TEST_P(ParameterText, KeepsItsDigits) {
  auto files = test::good_files();
  test::change(files["las/886.toml"], "margin = 4.5", "margin = " + GetParam().toml);
  const Loaded loaded = test::load_files(files);
  ASSERT_TRUE(loaded.settings) << all_texts(loaded.errors);
  EXPECT_EQ(loaded.settings->las[1].plugins[0].parameters[1].value, GetParam().text);
}

INSTANTIATE_TEST_SUITE_P(Numbers, ParameterText,
                         testing::Values(Number{"0.1", "0.1"}, Number{"-0.35", "-0.35"}, Number{"65.0", "65"},
                                         Number{"1e3", "1000"}, Number{"2.5e-7", "0.00000025"}, Number{"-7", "-7"},
                                         Number{"9223372036854775807", "9223372036854775807"}, Number{"false", "false"},
                                         Number{"\"007\"", "007"}));

struct Reason {
  std::string name;
  school::Missing missing;
};

class MissingReason : public testing::TestWithParam<Reason> {};

TEST_P(MissingReason, MayBeGivenToACode) {
  auto files = test::good_files();
  test::change(files["sources/ks2-2016-17.toml"], R"(SUPP = "suppressed")", "\" ne \" = \"" + GetParam().name + "\"");
  const Loaded loaded = test::load_files(files);
  ASSERT_TRUE(loaded.settings) << all_texts(loaded.errors);
  EXPECT_EQ(loaded.settings->layouts[0].missing.at("NE"), GetParam().missing);
}

INSTANTIATE_TEST_SUITE_P(Reasons, MissingReason,
                         testing::Values(Reason{"suppressed", school::Missing::suppressed},
                                         Reason{"not_applicable", school::Missing::not_applicable},
                                         Reason{"not_entered", school::Missing::not_entered},
                                         Reason{"not_published", school::Missing::not_published},
                                         Reason{"low_coverage", school::Missing::low_coverage},
                                         Reason{"new_school", school::Missing::new_school},
                                         Reason{"not_supplied", school::Missing::not_supplied}));

}  // namespace
}  // namespace termwise::settings
