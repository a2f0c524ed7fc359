#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "ingest/issues.h"
#include "support.h"

namespace termwise::ingest::testing {
namespace {

using school::Missing;
using school::Severity;
using school::SubjectKind;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

Recognition as_small(const settings::Settings& settings) {
  return {&settings.layouts[0], settings.layouts[0].years.front(), ""};
}

const std::string kTop(kHeader);
const std::string kRow = "1,100000,886,St Mary's,0,30,67%,-5,01234\r\n";  // 20 of 30 is published as 67

TEST(ReadRecords, ReadsARowAsItIsMeant) {
  const Outcome outcome = ingest(kTop + kRow);
  ASSERT_EQ(outcome.memory.records.size(), 1u);
  const school::Record& record = outcome.memory.records[0];
  EXPECT_EQ(record.line, 2u);
  EXPECT_EQ(record.subject, SubjectKind::school);
  EXPECT_EQ(record.urn, Urn{100000});
  EXPECT_EQ(record.la_code, LaCode::parse("886"));
  EXPECT_THAT(record.values, ElementsAre(number(30), number(67), number(-50, 1)));
  EXPECT_THAT(record.attributes, ElementsAre("St Mary's", "open", "mainstream"));
  EXPECT_TRUE(outcome.memory.issues.empty());
  EXPECT_EQ(outcome.sums.rows, 1);
  EXPECT_EQ(outcome.sums.accepted, 1);
}

TEST(ReadRecords, ByteOrderMarkCrLfAndNoFinalNewlineAreNoMatter) {
  std::string unix_lines = kTop + kRow;
  unix_lines.erase(std::remove(unix_lines.begin(), unix_lines.end(), '\r'), unix_lines.end());
  for (const std::string& bytes :
       {"\xEF\xBB\xBF" + kTop + kRow, unix_lines, (kTop + kRow).substr(0, kTop.size() + kRow.size() - 2)}) {
    const Outcome outcome = ingest(bytes);
    ASSERT_EQ(outcome.memory.records.size(), 1u);
    EXPECT_EQ(outcome.memory.records[0].values[0], number(30));
    EXPECT_EQ(outcome.memory.records[0].attributes[0], "St Mary's");
    EXPECT_TRUE(outcome.memory.issues.empty());
  }
}

TEST(ReadRecords, ColumnsAreFoundByName) {
  const Outcome outcome = ingest(
      "telnum,readprog,PTRWM_EXP,TELIG,ICLOSE,SCHNAME,LEA,URN,RECTYPE\n"
      "01234,-5,67%,30,0,St Mary's,886,100000,1\n");
  ASSERT_EQ(outcome.memory.records.size(), 1u);
  EXPECT_THAT(outcome.memory.records[0].values, ElementsAre(number(30), number(67), number(-50, 1)));
  EXPECT_THAT(outcome.memory.records[0].attributes, ElementsAre("St Mary's", "open", "mainstream"));
}

TEST(ReadRecords, AnAbsentTailIsNotSupplied) {
  const Outcome outcome = ingest(kTop + "1,100000,886,St Mary's\r\n" + "1,100001,886,St John's,1,30\r\n");
  ASSERT_EQ(outcome.memory.records.size(), 2u);
  EXPECT_TRUE(outcome.memory.issues.empty());
  EXPECT_THAT(outcome.memory.records[0].values,
              ElementsAre(Missing::not_supplied, Missing::not_supplied, Missing::not_supplied));
  EXPECT_EQ(outcome.memory.records[0].attributes[1], Missing::not_supplied);
  EXPECT_EQ(outcome.memory.records[1].values[0], number(30));
  EXPECT_EQ(outcome.sums.accepted, 2);
}

TEST(ReadRecords, NothingOfAnEarlierRowIsLeftBehind) {
  const Outcome outcome = ingest(kTop + kRow + "2,100001\r\n");
  ASSERT_EQ(outcome.memory.records.size(), 2u);
  const school::Record& record = outcome.memory.records[1];
  EXPECT_THAT(record.values, ElementsAre(Missing::not_supplied, Missing::not_supplied, Missing::not_supplied));
  EXPECT_THAT(record.attributes, ElementsAre(Missing::not_supplied, Missing::not_supplied, "special"));
  EXPECT_EQ(record.la_code, std::nullopt);
}

TEST(ReadRecords, AShortLastRowWithoutNewlineIsAQuery) {
  const Outcome cut = ingest(kTop + kRow + "1,100001,886,St Jo");
  ASSERT_EQ(cut.memory.issues.size(), 1u);
  const auto& issue = cut.memory.issues[0];
  EXPECT_EQ(issue.rule, "file-may-be-cut");
  EXPECT_EQ(issue.severity, Severity::query);
  EXPECT_EQ(issue.line, 3u);
  EXPECT_EQ(issue.column, 4u);
  EXPECT_EQ(issue.column_name, "SCHNAME");
  EXPECT_EQ(issue.raw_value, "St Jo");
  EXPECT_THAT(issue.advice, HasSubstr("the file may be cut here"));
  EXPECT_EQ(cut.sums.accepted, 2);

  const Outcome whole = ingest(kTop + kRow + "1,100001,886,St Jo\n");
  EXPECT_TRUE(whole.memory.issues.empty());
}

TEST(ReadRecords, ALastRowCutInItsUrnIsRejectedAndQueried) {
  const Outcome outcome = ingest(kTop + kRow + "1,1000");
  EXPECT_NE(outcome.memory.issue_of("unreadable-urn"), nullptr);
  EXPECT_NE(outcome.memory.issue_of("file-may-be-cut"), nullptr);
  EXPECT_EQ(outcome.sums.rejected, 1);
}

TEST(ReadRecords, BlankLinesAreNotRowsAndKeepTheirNumbers) {
  const Outcome outcome = ingest(kTop + "\r\n\n" + kRow + "\r\n");
  ASSERT_EQ(outcome.memory.records.size(), 1u);
  EXPECT_EQ(outcome.memory.records[0].line, 4u);
  EXPECT_EQ(outcome.sums.rows, 1);
}

TEST(ReadRecords, ARowOfCommasIsRejected) {
  const Outcome outcome = ingest(kTop + kRow + ",,,,,,,,\r\n \r\n");
  EXPECT_EQ(outcome.sums.rejected, 2);
  ASSERT_EQ(outcome.memory.issues.size(), 2u);
  for (const auto& issue : outcome.memory.issues) {
    EXPECT_EQ(issue.rule, "empty-row");
    EXPECT_EQ(issue.severity, Severity::error);
  }
}

TEST(ReadRecords, EmptyExtraCellsAreNoMatter) {
  const Outcome outcome = ingest(kTop + "1,100000,886,St Mary's,0,30,67%,-5,01234,,  ,\r\n");
  EXPECT_TRUE(outcome.memory.issues.empty());
  EXPECT_EQ(outcome.sums.accepted, 1);
}

TEST(ReadRecords, OtherExtraCellsAreARepair) {
  const Outcome outcome = ingest(kTop + "1,100000,886,St Mary's,0,30,67%,-5,01234,,x,y\r\n");
  ASSERT_EQ(outcome.memory.issues.size(), 1u);
  const auto& issue = outcome.memory.issues[0];
  EXPECT_EQ(issue.severity, Severity::repair);
  EXPECT_EQ(issue.rule, "extra-cells");
  EXPECT_EQ(issue.column, 0u);
  EXPECT_EQ(issue.raw_value, ",x,y");
  EXPECT_EQ(issue.urn, Urn{100000});
  EXPECT_EQ(outcome.sums.repaired, 1);
  EXPECT_EQ(outcome.sums.accepted, 0);
  EXPECT_EQ(outcome.memory.records.size(), 1u);
}

TEST(ReadRecords, ALineEndInACellIsAQuery) {
  const Outcome outcome = ingest(kTop + "1,100000,886,\"St Mary's\r\nJunior\",0,30,67%,-5,\r\n2,100001,886\r\n");
  ASSERT_EQ(outcome.memory.records.size(), 2u);
  EXPECT_EQ(outcome.memory.records[0].attributes[0], "St Mary's Junior");
  EXPECT_EQ(outcome.memory.records[1].line, 4u);
  ASSERT_EQ(outcome.memory.issues.size(), 1u);
  EXPECT_EQ(outcome.memory.issues[0].rule, "line-end-in-cell");
  EXPECT_EQ(outcome.memory.issues[0].severity, Severity::query);
  EXPECT_EQ(outcome.memory.issues[0].column_name, "SCHNAME");
}

TEST(ReadRecords, AggregateRowsStandAnywhere) {
  const Outcome outcome =
      ingest(kTop + "4, , ,,,600000,61%,0,\r\n" + kRow + "3, ,886,,,15000,65%,0.1,\r\n5, , , , , , , ,\r\n");
  EXPECT_TRUE(outcome.memory.issues.empty());
  EXPECT_EQ(outcome.sums.aggregate, 3);
  EXPECT_EQ(outcome.sums.accepted, 1);
  ASSERT_EQ(outcome.memory.records.size(), 4u);
  const school::Record& national = outcome.memory.records[0];
  EXPECT_EQ(national.subject, SubjectKind::national);
  EXPECT_EQ(national.urn, std::nullopt);
  EXPECT_EQ(national.la_code, std::nullopt);
  EXPECT_EQ(national.attributes.back(), "all-schools");
  EXPECT_EQ(national.population, "all-schools");
  EXPECT_EQ(outcome.memory.records[1].population, "");
  EXPECT_EQ(outcome.memory.records[2].population, "la");
  EXPECT_EQ(outcome.memory.records[3].population, "state-funded");
  const school::Record& la = outcome.memory.records[2];
  EXPECT_EQ(la.subject, SubjectKind::la);
  EXPECT_EQ(la.urn, std::nullopt);
  EXPECT_EQ(la.la_code, LaCode::parse("886"));
}

TEST(ReadRecords, AnLaRowWithoutLaIsRejected) {
  const Outcome outcome = ingest(kTop + kRow + "3,, ,,,15000\r\n");
  const auto* issue = outcome.memory.issue_of("unreadable-la");
  ASSERT_NE(issue, nullptr);
  EXPECT_EQ(issue->severity, Severity::error);
  EXPECT_EQ(issue->line, 3u);
  EXPECT_EQ(outcome.sums.rejected, 1);
}

TEST(ReadRecords, ASchoolWithoutLaIsAcceptedWithAQuery) {
  for (const std::string la : {"", " ", "88", "KENT"}) {
    const Outcome outcome = ingest(kTop + "1,100000," + la + ",St Mary's\r\n");
    ASSERT_EQ(outcome.memory.records.size(), 1u) << la;
    EXPECT_EQ(outcome.memory.records[0].la_code, std::nullopt);
    ASSERT_EQ(outcome.memory.issues.size(), 1u);
    EXPECT_EQ(outcome.memory.issues[0].severity, Severity::query);
    EXPECT_EQ(outcome.memory.issues[0].rule, "la-not-known");
    EXPECT_EQ(outcome.memory.issues[0].column_name, "LEA");
    EXPECT_EQ(outcome.sums.accepted, 1);
  }
}

TEST(ReadRecords, ARowWhoseSubjectCannotBeReadIsRejected) {
  for (const std::string urn : {"", "99999", "10000000", "1000O0", "-100000", "010000", "100000.0"}) {
    const Outcome outcome = ingest(kTop + "1," + urn + ",886,St Mary's\r\n");
    EXPECT_TRUE(outcome.memory.records.empty()) << urn;
    const auto* issue = outcome.memory.issue_of("unreadable-urn");
    ASSERT_NE(issue, nullptr) << urn;
    EXPECT_EQ(issue->severity, Severity::error);
    EXPECT_EQ(issue->line, 2u);
    EXPECT_EQ(issue->column, 2u);
    EXPECT_EQ(issue->raw_value, urn);
    EXPECT_EQ(outcome.sums.rejected, 1);
  }
  const Outcome limits = ingest(kTop + "1,100000,886\r\n1, 9999999 ,886\r\n");
  EXPECT_EQ(limits.sums.accepted, 2);
}

TEST(ReadRecords, AnUnknownRecordTypeIsRejected) {
  const Outcome outcome = ingest(kTop + "9,100000,886,St Mary's\r\n,100001,886,St John's\r\n");
  EXPECT_EQ(outcome.sums.rejected, 2);
  ASSERT_EQ(outcome.memory.issues.size(), 2u);
  EXPECT_EQ(outcome.memory.issues[0].rule, "unknown-record-type");
  EXPECT_THAT(outcome.memory.issues[0].advice, HasSubstr("'9'"));
}

TEST(ReadRecords, AnyOtherRecordTypeMayHaveAMeaning) {
  settings::Settings settings = small_settings();
  settings.layouts[0].record_types[std::string(settings::kAnyOtherRecordType)] = {SubjectKind::school, ""};
  const Outcome outcome = ingest(kTop + "9,100000,886,St Mary's\r\n,100001,886,St John's\r\n5\r\n", settings);
  EXPECT_EQ(outcome.sums.accepted, 2);
  EXPECT_EQ(outcome.memory.records.at(0).attributes.back(), school::Attribute(Missing::not_supplied));
  EXPECT_EQ(outcome.sums.aggregate, 1);
  EXPECT_EQ(outcome.sums.rejected, 0);
}

TEST(ReadRecords, TheSecondRowAboutASubjectIsRejected) {
  const Outcome outcome =
      ingest(kTop + kRow + "2,100000,850,Elsewhere\r\n3,,886\r\n3,,886\r\n3,,850\r\n4\r\n5\r\n4\r\n");
  EXPECT_EQ(outcome.sums.rows, 8);
  EXPECT_EQ(outcome.sums.accepted, 1);
  EXPECT_EQ(outcome.sums.aggregate, 4);
  EXPECT_EQ(outcome.sums.rejected, 3);
  ASSERT_EQ(outcome.memory.issues.size(), 3u);
  for (const auto& issue : outcome.memory.issues) {
    EXPECT_EQ(issue.rule, "duplicate-subject");
    EXPECT_EQ(issue.severity, Severity::error);
  }
  EXPECT_EQ(outcome.memory.issues[0].line, 3u);
  EXPECT_THAT(outcome.memory.issues[0].advice, HasSubstr("line 2"));
  EXPECT_THAT(outcome.memory.issues[1].advice, HasSubstr("line 4"));
  EXPECT_THAT(outcome.memory.issues[2].advice, HasSubstr("line 7"));
}

TEST(ReadRecords, AnUnreadableCellIsAnErrorAndItsRowIsAccepted) {
  const Outcome outcome = ingest(kTop + "1,100000,886,St Mary's,0,\"1,030\",67.5%, five ,\r\n");
  ASSERT_EQ(outcome.memory.records.size(), 1u);
  EXPECT_THAT(outcome.memory.records[0].values,
              ElementsAre(Missing::unparseable, Missing::unparseable, Missing::unparseable));
  ASSERT_EQ(outcome.memory.issues.size(), 3u);
  const auto& issue = outcome.memory.issues[2];
  EXPECT_EQ(issue.rule, "unreadable-number");
  EXPECT_EQ(issue.severity, Severity::error);
  EXPECT_EQ(issue.line, 2u);
  EXPECT_EQ(issue.column, 8u);
  EXPECT_EQ(issue.column_name, "READPROG");
  EXPECT_EQ(issue.raw_value, " five ");
  EXPECT_EQ(issue.urn, Urn{100000});
  EXPECT_THAT(issue.advice, HasSubstr("'five' is not a number"));
  EXPECT_EQ(outcome.memory.issues[1].rule, "too-many-decimals");
  EXPECT_EQ(outcome.sums.accepted, 1);
}

TEST(ReadRecords, AFigureThatCannotBeIsUnparseableAndAnError) {
  const Outcome outcome = ingest(kTop + "1,100000,886,St Mary's,0,-3,101%,0,\r\n");
  EXPECT_THAT(outcome.memory.records.at(0).values,
              ElementsAre(school::Value(Missing::unparseable), school::Value(Missing::unparseable), number(0)));
  ASSERT_EQ(outcome.memory.issues.size(), 2u);
  for (const auto& issue : outcome.memory.issues) {
    EXPECT_EQ(issue.rule, "out-of-range");
    EXPECT_EQ(issue.severity, Severity::error);
  }
}

TEST(ReadRecords, APercentageThatNoCountGivesIsAQuery) {
  // Worked example: 35 per cent of 70; 24 gives 34.3 and 25 gives 35.7.
  const Outcome outcome = ingest(kTop + "1,100000,886,St Mary's,0,70,35%,0,\r\n");
  ASSERT_EQ(outcome.memory.issues.size(), 1u);
  const auto& issue = outcome.memory.issues[0];
  EXPECT_EQ(issue.rule, "count-mismatch");
  EXPECT_EQ(issue.severity, Severity::query);
  EXPECT_EQ(issue.column_name, "PTRWM_EXP");
  EXPECT_EQ(issue.raw_value, "35%");
  EXPECT_THAT(issue.advice, HasSubstr("70 pupils in TELIG"));
  EXPECT_EQ(outcome.memory.records.at(0).values[1], number(35));
}

TEST(ReadRecords, APercentageIsNotHeldAgainstWhatIsMissingOrNotASchool) {
  const Outcome outcome = ingest(kTop +
                                 "1,100000,886,,0,SUPP,35%,0,\r\n1,100001,886,,0,0,35%,0,\r\n"
                                 "1,100002,886,,0,70,SUPP,0,\r\n3,,886,,,70,35%,0,\r\n");
  EXPECT_TRUE(outcome.memory.issues.empty());
}

TEST(ReadRecords, CodesOfAttributesBecomeTheirTerms) {
  const Outcome outcome = ingest(kTop + "1,100000,886,A, 1 \r\n1,100001,886,B,NULL\r\n1,100002,886,C,X\r\n");
  ASSERT_EQ(outcome.memory.records.size(), 3u);
  EXPECT_EQ(outcome.memory.records[0].attributes[1], "closed");
  EXPECT_EQ(outcome.memory.records[1].attributes[1], Missing::not_supplied);
  EXPECT_EQ(outcome.memory.records[2].attributes[1], Missing::unparseable);
  ASSERT_EQ(outcome.memory.issues.size(), 1u);
  EXPECT_EQ(outcome.memory.issues[0].rule, "unknown-code");
  EXPECT_EQ(outcome.memory.issues[0].severity, Severity::error);
  EXPECT_EQ(outcome.memory.issues[0].line, 4u);
  EXPECT_EQ(outcome.sums.accepted, 3);
}

TEST(ReadRecords, AMissingAttributeKeepsItsReason) {
  const Outcome outcome = ingest(kTop + "1,100000,886,SUPP,NE\r\n1,100001,886, NA ,SUPP\r\n1,100002,886,NAB, \r\n");
  ASSERT_EQ(outcome.memory.records.size(), 3u);
  EXPECT_TRUE(outcome.memory.issues.empty());
  EXPECT_THAT(outcome.memory.records[0].attributes,
              ElementsAre(Missing::suppressed, Missing::not_entered, "mainstream"));
  EXPECT_THAT(outcome.memory.records[1].attributes,
              ElementsAre(Missing::not_applicable, Missing::suppressed, "mainstream"));
  EXPECT_THAT(outcome.memory.records[2].attributes, ElementsAre("NAB", Missing::not_supplied, "mainstream"));
}

TEST(ReadRecords, AnAttributeKeepsItsLimit) {
  const std::string text = std::string(kMaximumAttributeBytes - 2, 'x') + "\xC3\xA9";
  const Outcome at = ingest(kTop + "1,100000,886," + text + "\r\n");
  EXPECT_EQ(at.memory.records.at(0).attributes[0], text);
  EXPECT_TRUE(at.memory.issues.empty());
  const Outcome over = ingest(kTop + "1,100000,886,x" + text + "\r\n");
  EXPECT_EQ(over.memory.records.at(0).attributes[0], "x" + text.substr(0, kMaximumAttributeBytes - 2));
  EXPECT_EQ(over.memory.issues.at(0).rule, "text-too-long");
  EXPECT_EQ(over.memory.issues.at(0).severity, Severity::repair);
  EXPECT_EQ(over.sums.repaired, 1);
}

TEST(ReadRecords, ARawValueKeepsItsLimit) {
  const Outcome outcome = ingest(kTop + "1,100000,886,,0," + std::string(kMaximumRawValueBytes + 1, 'x') + "\r\n");
  EXPECT_EQ(outcome.memory.issues.at(0).raw_value, std::string(kMaximumRawValueBytes, 'x'));
}

TEST(ReadRecords, Cp1252BecomesUtf8) {
  // CP1252.TXT: E9 is U+00E9, 92 is U+2019, 80 is U+20AC.
  const Outcome outcome = ingest(kTop + "1,100000,886,Caf\xE9 St Mary\x92s \x80\r\n");
  ASSERT_EQ(outcome.memory.records.size(), 1u);
  EXPECT_EQ(outcome.memory.records[0].attributes[0], "Caf\xC3\xA9 St Mary\xE2\x80\x99s \xE2\x82\xAC");
}

TEST(ReadRecords, ALineOfTheGreatestLengthMayGrowInUtf8) {
  const std::string text(kMaximumLineBytes - 20, '\x80');
  const Outcome outcome = ingest(kTop + "1,100000,886,,,,,," + text + "\r\n");
  EXPECT_EQ(outcome.error, std::nullopt);
  EXPECT_EQ(outcome.sums.accepted, 1);
}

TEST(ReadRecords, Utf8StaysUtf8) {
  const Outcome outcome = ingest(kTop + "1,100000,886,Ysgol T\xC5\xB7\r\n");
  EXPECT_EQ(outcome.memory.records.at(0).attributes[0], "Ysgol T\xC5\xB7");
}

TEST(ReadRecords, AFileThatChangedSinceTheScanIsRefused) {
  const std::string bytes = kTop + kRow;
  std::string other = bytes;
  other[kTop.size() + 3] = '1';
  const settings::Settings settings = small_settings();
  for (const std::string& now : {other, bytes + kRow, bytes.substr(0, bytes.size() - 1), kTop, std::string("\"")}) {
    const TemporaryDirectory directory;
    const auto path = directory.write("file.csv", bytes);
    auto file = scan(path);
    ASSERT_TRUE(file);
    directory.write("file.csv", now);
    Memory memory;
    const auto sums = read_records(*file, as_small(settings), settings, memory);
    ASSERT_FALSE(sums) << now;
    EXPECT_EQ(sums.error().exit, ExitCode::try_again);
  }
}

// A sink that fails at the Nth call of one kind.
class Failing : public RecordSink {
 public:
  explicit Failing(int kind) : kind_(kind) {}
  Result<void> record(const school::Record&) override { return fail_if(0); }
  Result<void> issue(const school::QualityIssue&) override { return fail_if(1); }
  Result<void> bytes(std::span<const std::byte>) override { return fail_if(2); }
  static Error error() { return Error{ExitCode::unavailable, "the database is gone."}; }

 private:
  Result<void> fail_if(int kind) {
    if (kind == kind_) return error();
    return {};
  }
  int kind_;
};

TEST(ReadRecords, HandsOnTheErrorOfTheSink) {
  const settings::Settings settings = small_settings();
  const TemporaryDirectory directory;
  auto file = scan(directory.write("file.csv", kTop + "1,100000,886,,0,x\r\n"));
  ASSERT_TRUE(file);
  for (const int kind : {0, 1, 2}) {
    Failing sink(kind);
    const auto sums = read_records(*file, as_small(settings), settings, sink);
    ASSERT_FALSE(sums);
    EXPECT_EQ(sums.error(), Failing::error());
  }
}

TEST(ReadRecords, KeepsTheLimitOfIssues) {
  ScannedFile file;
  Failing sink(-1);
  Issues issues(file, Binding{}, sink);
  for (std::int64_t i = 0; i < kMaximumIssues; ++i)
    ASSERT_TRUE(issues.raise(Severity::query, "rule", Issues::kWholeRow, "", ""));
  const auto over = issues.raise(Severity::query, "rule", Issues::kWholeRow, "", "");
  ASSERT_FALSE(over);
  EXPECT_EQ(over.error().exit, ExitCode::data);
}

TEST(ReadRecords, KeepsTheLimitOfSubjects) {
  const auto rows = [](std::size_t count) {
    std::string bytes(kHeader);
    for (std::size_t i = 0; i < count; ++i) bytes += "1," + std::to_string(1'000'000 + i) + ",886\n";
    return bytes;
  };
  const settings::Settings settings = small_settings();
  const TemporaryDirectory directory;
  Failing sink(-1);
  auto at = scan(directory.write("at.csv", rows(kMaximumSubjects)));
  ASSERT_TRUE(at);
  const auto sums = read_records(*at, as_small(settings), settings, sink);
  ASSERT_TRUE(sums);
  EXPECT_EQ(sums->accepted, static_cast<std::int64_t>(kMaximumSubjects));
  auto over = scan(directory.write("over.csv", rows(kMaximumSubjects + 1)));
  ASSERT_TRUE(over);
  const auto refused = read_records(*over, as_small(settings), settings, sink);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().exit, ExitCode::data);
}

}  // namespace
}  // namespace termwise::ingest::testing
