// Files of pupils: what becomes of each row, and that nothing in what is handed on tells who a pupil is.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdio>

#include <fmt/format.h>

#include "ingest/drift.h"
#include "ingest/pupil_key.h"
#include "support.h"

namespace termwise::ingest::testing {
namespace {

using school::Missing;
using school::Severity;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr std::string_view kColumns = "UPN,URN,LA,YEAR,FSM,SCORE,PROGRESS\n";
constexpr std::string_view kUpn = "B801200005001";
constexpr std::string_view kOther = "A000000000000";
constexpr std::string_view kTemporary = "P00000000000B";

settings::Settings pupil_settings() {
  using school::Unit;
  settings::Settings settings = small_settings();
  settings.measures.push_back({"PUPIL_FSM", "pupil", Unit::pupils, 0, "Free meals", school::Direction::neutral, ""});
  settings.measures.push_back({"PUPIL_SCORE", "pupil", Unit::score, 0, "Score", school::Direction::neutral, ""});
  settings.measures.push_back({"PUPIL_PROG", "pupil", Unit::points, 2, "Progress", school::Direction::neutral, ""});
  settings::SourceLayout layout;
  layout.id = "pupils";
  layout.title = "Pupils";
  layout.dataset = "pupil";
  layout.encodings = {settings::Encoding::utf8, settings::Encoding::cp1252};
  layout.every_row.subject = school::SubjectKind::pupil;
  layout.upn_column = "UPN";
  layout.urn_column = "URN";
  layout.la_column = "LA";
  layout.year_column = "YEAR";
  layout.names = {"*{year}*"};
  layout.missing = {{"SUPP", Missing::suppressed}};
  layout.aliases = {{"PUPIL UPN", "UPN"}, {"SCHOOL NAME", "SCHOOL"}};
  layout.optional = {"SCHOOL"};
  layout.measures = {{"FSM", "PUPIL_FSM", {}, {{"Y", 1}, {"N", 0}}, {}},
                     {"SCORE", "PUPIL_SCORE", {{"A", Missing::not_entered}}, {}, settings::FigureRange{80, 120}},
                     {"PROGRESS", "PUPIL_PROG"}};
  layout.ignored = {{"SCHOOL", "the URN says which"}};
  layout.refused = {{"names of pupils", {"NAME", "SURNAME", "FORENAME", "FULL NAME", "KNOWN AS"}},
                    {"dates of birth", {"DATE OF BIRTH", "DOB"}},
                    {"addresses", {"ADDRESS", "POSTCODE", "TEL"}}};
  settings.layouts.push_back(layout);
  return settings;
}

class Pupils : public Memory {
 public:
  Result<void> pupil(const school::PupilRecord& record) override {
    pupils.push_back(record);
    return {};
  }
  std::vector<school::PupilRecord> pupils;
};

struct Taken {
  std::optional<Error> error;
  school::Sums sums;
  Pupils memory;
};

Taken take(const std::string& bytes, const settings::Settings& settings = pupil_settings(),
           const SchoolDirectory* schools = nullptr) {
  const TemporaryDirectory directory;
  Taken taken;
  PupilKey key = PupilKey::for_a_look();
  auto file = scan(directory.write("pupils.csv", bytes));
  const auto read = [&]() -> Result<void> {
    if (!file) return file.error();
    TERMWISE_TRY(const Recognition recognised, recognise(*file, settings, std::nullopt, std::nullopt));
    TERMWISE_TRY(taken.sums,
                 read_records(*file, recognised, settings, taken.memory, {schools, nullptr, nullptr, &key}));
    return {};
  };
  if (auto done = read(); !done) taken.error = done.error();
  EXPECT_TRUE(taken.sums.add_up());
  EXPECT_EQ(taken.memory.archived, "") << "the file's bytes went to the archive";
  EXPECT_TRUE(taken.memory.records.empty());
  for (const auto& issue : taken.memory.issues) EXPECT_EQ(issue.raw_value, "") << issue.rule;
  return taken;
}

std::string row(std::string_view upn, const std::string& rest) { return fmt::format("{},{}\n", upn, rest); }

std::string header_and(const std::string& rows) { return std::string(kColumns) + rows; }

TEST(Pupils, BecomeRecordsUnderAPseudonym) {
  const Taken taken = take(header_and(row(kUpn, "900001,886,2016/17,Y,104,-1.25")));
  ASSERT_FALSE(taken.error);
  ASSERT_EQ(taken.memory.pupils.size(), 1u);
  const auto& pupil = taken.memory.pupils.front();
  EXPECT_EQ(pupil.line, 2u);
  EXPECT_EQ(pupil.urn.value, 900001);
  EXPECT_EQ(pupil.la_code->text(), "886");
  EXPECT_EQ(pupil.summer, 2017);
  EXPECT_THAT(pupil.values, ElementsAre(1, 104, -125));
  EXPECT_THAT(pupil.reasons, ElementsAre(0, 0, 0));
  EXPECT_EQ(taken.sums.accepted, 1);
}

TEST(Pupils, TheSameUpnIsTheSamePupilInWhateverCase) {
  const Taken taken = take(header_and(row("b801200005001", "900001,886,2016/17,Y,104,0") +
                                      row(" B801200005001 ", "900002,886,2016/17,N,80,0") +
                                      row(kUpn, "900001,886,2015/16,N,120,0") + row(kOther, "900001,886,2016/17,N,,")));
  ASSERT_FALSE(taken.error);
  ASSERT_EQ(taken.memory.pupils.size(), 4u);
  EXPECT_EQ(taken.memory.pupils[1].pupil, taken.memory.pupils[0].pupil);
  EXPECT_EQ(taken.memory.pupils[2].pupil, taken.memory.pupils[0].pupil);
  EXPECT_NE(taken.memory.pupils[3].pupil, taken.memory.pupils[0].pupil);
}

TEST(Pupils, AMissingFigureIsNoNumber) {
  const Taken taken = take(header_and(row(kUpn, "900001,886,2016/17,SUPP,a,") + row(kOther, "900001,886,2016/17")));
  ASSERT_FALSE(taken.error);
  ASSERT_EQ(taken.memory.pupils.size(), 2u);
  EXPECT_THAT(taken.memory.pupils[0].reasons, ElementsAre(1, 3, 7));
  EXPECT_THAT(taken.memory.pupils[1].reasons, ElementsAre(7, 7, 7));
  EXPECT_THAT(taken.memory.pupils[1].values, ElementsAre(0, 0, 0));
}

// A column remembers what it has said: neither a fault nor another text may come of it.
TEST(Pupils, ACellIsReadAnewWhereverItStands) {
  std::string rows;
  for (int i = 0; i < 600; ++i) {
    const std::string body = fmt::format("{:012}", i);
    std::size_t sum = 0;
    for (std::size_t place = 0; place < 12; ++place) sum += (place + 2) * static_cast<std::size_t>(body[place] - '0');
    rows +=
        row(std::string(1, "ABCDEFGHJKLMNPQRTUVWXYZ"[sum % 23]) + body, fmt::format("900001,886,2016/17,{},{},{}.{:02}",
                                                                                    i % 3 == 0   ? "y"
                                                                                    : i % 3 == 1 ? " N"
                                                                                                 : "?",
                                                                                    79 + i % 43, i, i % 100));
  }
  const Taken taken = take(header_and(rows));
  ASSERT_FALSE(taken.error);
  ASSERT_EQ(taken.memory.pupils.size(), 600u);
  std::int64_t errors = 0;
  for (int i = 0; i < 600; ++i) {
    const auto& pupil = taken.memory.pupils[static_cast<std::size_t>(i)];
    const int score = 79 + i % 43;
    const bool in_range = score >= 80 && score <= 120;
    EXPECT_THAT(pupil.values, ElementsAre(i % 3 == 0 ? 1 : 0, in_range ? score : 0, i * 100 + i % 100)) << i;
    EXPECT_THAT(pupil.reasons, ElementsAre(i % 3 == 2 ? 8 : 0, in_range ? 0 : 8, 0)) << i;
    errors += (i % 3 == 2 ? 1 : 0) + (in_range ? 0 : 1);
  }
  EXPECT_EQ(static_cast<std::int64_t>(taken.memory.issues.size()), errors);
}

TEST(Pupils, AFigureThatThirtyTwoBitsDoNotHoldIsAnError) {
  const Taken taken = take(header_and(row(kUpn, "900001,886,2016/17,Y,90,21474836.47") +
                                      row(kOther, "900001,886,2016/17,Y,90,21474836.48") +
                                      row(kTemporary, "900001,886,2016/17,Y,90,-21474836.48")));
  ASSERT_FALSE(taken.error);
  EXPECT_EQ(taken.memory.pupils[0].values[2], 2147483647);
  EXPECT_EQ(taken.memory.pupils[1].reasons[2], 8);
  EXPECT_EQ(taken.memory.pupils[2].values[2], -2147483647 - 1);
  const auto* issue = taken.memory.issue_of("unreadable-number");
  ASSERT_NE(issue, nullptr);
  EXPECT_EQ(issue->line, 3u);
  EXPECT_EQ(issue->column_name, "PROGRESS");
}

struct Rejected {
  std::string name;
  std::string line;
  std::string rule;
  std::string column;
};
void PrintTo(const Rejected& tried, std::ostream* out) { *out << tried.name; }

class PupilRows : public ::testing::TestWithParam<Rejected> {};

TEST_P(PupilRows, AreRejectedWithoutAWordOfWhatStandsInThem) {
  const Taken taken = take(header_and(row(kUpn, "900001,886,2016/17,Y,104,0") + GetParam().line + "\n"));
  ASSERT_FALSE(taken.error);
  EXPECT_EQ(taken.sums.rejected, 1);
  EXPECT_EQ(taken.memory.pupils.size(), 1u);
  ASSERT_EQ(taken.memory.issues.size(), 1u);
  const auto& issue = taken.memory.issues.front();
  EXPECT_EQ(issue.severity, Severity::error);
  EXPECT_EQ(issue.rule, GetParam().rule);
  EXPECT_EQ(issue.line, 3u);
  EXPECT_EQ(issue.column_name, GetParam().column);
  for (const char* said : {"Ann", "Other", "801200005001", "90000x", "last year"})
    EXPECT_THAT(issue.advice, Not(HasSubstr(said)));
}

INSTANTIATE_TEST_SUITE_P(
    All, PupilRows,
    ::testing::Values(Rejected{"WrongLetter", "A801200005001,900001,886,2016/17,Y,104,0", "unreadable-upn", "UPN"},
                      Rejected{"NoUpn", ",900001,886,2016/17,Y,104,0", "unreadable-upn", "UPN"},
                      Rejected{"SlippedByAColumn", "Ann Other,B801200005001,900001,886,2016/17,Y,104",
                               "unreadable-year", "YEAR"},
                      Rejected{"NoUrn", "A000000000000,90000x,886,2016/17,Y,104,0", "unreadable-urn", "URN"},
                      Rejected{"NoYear", "A000000000000,900001,886,last year,Y,104,0", "unreadable-year", "YEAR"},
                      Rejected{"Empty", ",,,,,,", "empty-row", ""},
                      Rejected{"SamePupil", "b801200005001,900001,886,2017,N,104,0", "duplicate-subject", "UPN"}),
    [](const auto& tried) { return tried.param.name; });

TEST(Pupils, ATemporaryUpnIsAQuery) {
  const Taken taken = take(header_and(row(kTemporary, "900001,886,2016/17,Y,104,0")));
  ASSERT_FALSE(taken.error);
  EXPECT_EQ(taken.sums.accepted, 1);
  ASSERT_EQ(taken.memory.issues.size(), 1u);
  EXPECT_EQ(taken.memory.issues[0].rule, "temporary-upn");
  EXPECT_EQ(taken.memory.issues[0].severity, Severity::query);
  EXPECT_THAT(taken.memory.issues[0].advice, Not(HasSubstr("00000")));
}

TEST(Pupils, CellsBeyondTheHeaderAreARepairAndAreNotQuoted) {
  const Taken taken = take(header_and(row(kUpn, "900001,886,2016/17,Y,104,0,Ann Other")));
  ASSERT_FALSE(taken.error);
  EXPECT_EQ(taken.sums.repaired, 1);
  ASSERT_EQ(taken.memory.issues.size(), 1u);
  EXPECT_THAT(taken.memory.issues[0].advice, Not(HasSubstr("Ann")));
}

class TwoSchools : public SchoolDirectory {
 public:
  bool empty() const override { return false; }
  bool knows(Urn urn) const override { return urn.value == 900001; }
  std::optional<LaCode> la_of(Urn urn) const override { return knows(urn) ? LaCode::parse("926") : std::nullopt; }
};

TEST(Pupils, OfASchoolOneQuerySaysEnough) {
  const TwoSchools schools;
  const Taken taken = take(header_and(row(kUpn, "900001,,2016/17,Y,104,0") + row(kOther, "900002,,2016/17,Y,104,0") +
                                      row(kTemporary, "900002,886,2016/17,Y,104,0")),
                           pupil_settings(), &schools);
  ASSERT_FALSE(taken.error);
  ASSERT_EQ(taken.memory.pupils.size(), 3u);
  EXPECT_EQ(taken.memory.pupils[0].la_code->text(), "926");
  EXPECT_FALSE(taken.memory.pupils[1].la_code);
  EXPECT_EQ(taken.memory.pupils[2].la_code->text(), "886");
  std::vector<std::string> rules;
  for (const auto& issue : taken.memory.issues) rules.push_back(issue.rule);
  EXPECT_THAT(rules, ElementsAre("unknown-urn", "la-not-known", "temporary-upn"));
}

TEST(Pupils, WithColumnsThatTellWhoTheyAreTheFileIsRefused) {
  for (const char* column :
       {"Surname", "legal_surname", "LegalSurname", "PUPILFORENAMES", "Full Name", "fullname", "name", "DOB",
        "PupilDOB", "Date-of-Birth", "Home address", "POST CODE OR POSTCODE", "Known as"}) {
    std::string header(kColumns);
    header.insert(header.size() - 1, fmt::format(",{}", column));
    const Taken taken = take(header + row(kUpn, "900001,886,2016/17,Y,104,0,Ann Other"));
    ASSERT_TRUE(taken.error) << column;
    EXPECT_EQ(taken.error->exit, ExitCode::data);
    EXPECT_THAT(taken.error->text(), AllOf(HasSubstr(column), HasSubstr("column 8"), HasSubstr("Remove this column"),
                                           Not(HasSubstr("Ann Other")), Not(HasSubstr(std::string(kUpn)))));
  }
  // Nothing in these says so: they fit no layout, and that is all.
  for (const char* column : {"NAMED", "HOTEL", "DOBSON", "BIRTH MONTH"}) {
    std::string header(kColumns);
    header.insert(header.size() - 1, fmt::format(",{}", column));
    const Taken taken = take(header + row(kUpn, "900001,886,2016/17,Y,104,0,x"));
    ASSERT_TRUE(taken.error) << column;
    EXPECT_THAT(taken.error->text(), HasSubstr("fits no layout"));
  }
}

TEST(Pupils, ALayoutsOwnColumnIsWhatItSays) {
  const Taken taken =
      take("Pupil UPN,URN,LA,YEAR,FSM,SCORE,PROGRESS,School name\n" + row(kUpn, "900001,886,2016/17,Y,104,0,Oakdene"));
  ASSERT_FALSE(taken.error) << taken.error->text();
  EXPECT_EQ(taken.memory.pupils.size(), 1u);
}

TEST(Pupils, WithoutAHeaderNoCellIsRepeated) {
  const std::string rows = row(kUpn, "900001,886,2016/17,Y,Ann,Ann") + row(kOther, "900001,886,2016/17,Y,Ann,Ann");
  for (const std::string& bytes : {rows, "Our pupils\n" + rows, "Year,Of,Our,Pupils,,,\n" + rows}) {
    const Taken taken = take(bytes);
    ASSERT_TRUE(taken.error);
    EXPECT_EQ(taken.error->exit, ExitCode::data);
    EXPECT_THAT(taken.error->text(),
                AllOf(HasSubstr("a UPN stands here"), Not(HasSubstr("Ann")), Not(HasSubstr(std::string(kUpn)))));
  }
}

TEST(Pupils, ATitleMayStandAboveTheHeader) {
  const Taken taken = take("Our pupils\n" + header_and(row(kUpn, "900001,886,2016/17,Y,104,0")));
  ASSERT_FALSE(taken.error);
  EXPECT_EQ(taken.memory.pupils.at(0).line, 3u);
}

TEST(Pupils, ADriftReportHasNamesOfColumnsOnly) {
  const TemporaryDirectory directory;
  auto file = scan(directory.write(
      "pupils_2016-17.csv", "UPN,URN,LA,YEAR,FSM,SCORE,CLASS\n" + row(kUpn, "900001,886,2016/17,maybe,104,Ann Other")));
  ASSERT_TRUE(file);
  const auto drift = find_drift(*file, pupil_settings(), std::nullopt, std::nullopt);
  ASSERT_TRUE(drift) << drift.error().text();
  EXPECT_TRUE(drift->pupil_level);
  EXPECT_THAT(drift->gone, ElementsAre("PROGRESS"));
  ASSERT_EQ(drift->added.size(), 1u);
  EXPECT_EQ(drift->added[0].name, "CLASS");
  EXPECT_EQ(drift->added[0].example, "");
  EXPECT_EQ(drift->added[0].filled, 0);
  ASSERT_EQ(drift->unreadable.size(), 1u);
  EXPECT_EQ(drift->unreadable[0].name, "FSM");
  EXPECT_EQ(drift->unreadable[0].example, "");
}

TEST(Pupils, ADriftReportOfOthersHasNoExampleOfAName) {
  const TemporaryDirectory directory;
  auto file = scan(directory.write("ks2_2016-17.csv",
                                   "RECTYPE,URN,LEA,SCHNAME,ICLOSE,TELIG,PTRWM_EXP,READPROG,TELNUM,Surname,Term\n"
                                   "1,900001,886,Oakdene,0,30,50,1.0,x,Other,Autumn\n"));
  ASSERT_TRUE(file);
  const auto drift = find_drift(*file, pupil_settings(), std::nullopt, std::nullopt);
  ASSERT_TRUE(drift) << drift.error().text();
  ASSERT_EQ(drift->added.size(), 2u);
  EXPECT_EQ(drift->added[0].example, "");
  EXPECT_EQ(drift->added[1].example, "Autumn");
}

TEST(Pupils, ThereIsALimitToThemInAFile) {
  std::string bytes(kColumns);
  bytes.reserve(40'000'000);
  for (std::size_t i = 0; i <= kMaximumSubjects; ++i) {
    char body[13];
    std::snprintf(body, sizeof body, "%012zu", i);
    std::size_t sum = 0;
    for (std::size_t place = 0; place < 12; ++place) sum += (place + 2) * static_cast<std::size_t>(body[place] - '0');
    bytes += "ABCDEFGHJKLMNPQRTUVWXYZ"[sum % 23];
    bytes += body;
    bytes += ",900001,886,2017,Y,90,0\n";
  }
  class Counting : public Memory {
   public:
    Result<void> pupil(const school::PupilRecord&) override {
      ++count;
      return {};
    }
    std::size_t count = 0;
  } counting;
  const TemporaryDirectory directory;
  const settings::Settings settings = pupil_settings();
  PupilKey key = PupilKey::for_a_look();
  auto file = scan(directory.write("pupils.csv", bytes));
  ASSERT_TRUE(file);
  const auto recognised = recognise(*file, settings, std::nullopt, std::nullopt);
  ASSERT_TRUE(recognised);
  const auto sums = read_records(*file, *recognised, settings, counting, {nullptr, nullptr, nullptr, &key});
  ASSERT_FALSE(sums);
  EXPECT_EQ(sums.error().exit, ExitCode::data);
  EXPECT_EQ(sums.error().where->line, kMaximumSubjects + 2);
  EXPECT_THAT(sums.error().message, HasSubstr("1,000,000 pupils"));
  EXPECT_EQ(counting.count, kMaximumSubjects);
}

TEST(Pupils, GoNowhereWithoutAKeyOrToASinkForOthers) {
  const TemporaryDirectory directory;
  const settings::Settings settings = pupil_settings();
  auto file = scan(directory.write("pupils.csv", header_and(row(kUpn, "900001,886,2016/17,Y,104,0"))));
  const auto recognised = recognise(*file, settings, std::nullopt, std::nullopt);
  ASSERT_TRUE(recognised);
  Pupils pupils;
  EXPECT_EQ(read_records(*file, *recognised, settings, pupils).error().exit, ExitCode::internal);
  PupilKey key = PupilKey::for_a_look();
  Memory memory;
  EXPECT_EQ(read_records(*file, *recognised, settings, memory, {nullptr, nullptr, nullptr, &key}).error().exit,
            ExitCode::internal);
}

}  // namespace
}  // namespace termwise::ingest::testing
