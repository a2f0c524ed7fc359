// One changed place in the good configuration, and the errors that it must lead to: "@@" marks where.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fixture.h"

namespace termwise::settings {
namespace {

using test::all_texts;

using test::Case;
using test::case_name;

const char* const kMeasures = "measures.toml";
const char* const kLayout = "sources/ks2-2016-17.toml";
const char* const kStandard = "standards/ks2-floor.toml";
const char* const kLa = "las/886.toml";

class OneChange : public testing::TestWithParam<Case> {};

TEST_P(OneChange, IsReportedWhereItStands) { test::expect_reported(GetParam()); }

INSTANTIATE_TEST_SUITE_P(
    Toml, OneChange,
    testing::Values(
        Case{"Syntax", kLa, "name = \"Kent\"", "name = @@Kent", "this is not valid TOML"},
        Case{"RepeatedKey", kLa, "name = \"Kent\"", "name = \"Kent\"\nname = @@\"Kent\"", "cannot redefine"},
        Case{"BareCarriageReturn", kLa, "name = \"Kent\"", "name = \"Kent\"@@\r\r", "carriage return"},
        Case{"CarriageReturnInAComment", kLa, "name = \"Kent\"", "name = \"Kent\" # a@@\rb", "carriage return"},
        Case{"CarriageReturnDotZ", kLa, "", "[@@\r.z", "carriage return"},
        Case{"NulInAText", kLa, "name = \"Kent\"", "name = @@\"Ke\\u0000nt\"", "NUL"},
        Case{"NulInAKey", kLa, "weeks = 12", "@@\"wee\\u0000ks\" = 12", "NUL"},
        Case{"LetterOutsideQuotationMarks", kLa, "name = \"Kent\"", "name = \"Kent\"\nK@@é = 1", "saw 'é'"},
        Case{"HugeInteger", kLa, "weeks = 12", "weeks = 99999999999999999999@@", "64 bits"},
        Case{"ColumnsCountCharacters", kLa, "code = \"886\"", "code = \"886\" # é\n\"é\" = 1 @@x",
             "this is not valid TOML"}),
    case_name);

INSTANTIATE_TEST_SUITE_P(
    Measures, OneChange,
    testing::Values(
        Case{"UnknownKey", kMeasures, "\"Reading progress\"", "\"Reading progress\", @@labels = \"x\"",
             "'labels' is not a key of the measure 'KS2_PROG_R'. Did you mean 'label'?"},
        Case{"MissingKey", kMeasures, "{ unit = \"score\", scale = 1, ", "@@{ unit = \"score\", ",
             "'scale' is missing from the measure 'KS2_PROG_R'"},
        Case{"WrongType", kMeasures, "scale = 1", "scale = @@\"1\"",
             "'scale' must be a whole number, and this is text"},
        Case{"MeasureIsNoTable", kMeasures, "[ks4]", "KS2_X = @@\"score\"\n[ks4]", "'KS2_X' must be a table"},
        Case{"DatasetIsNoTable", kMeasures, "[ks2]", "ks1 = @@3\n[ks2]", "'ks1' must be a table"},
        Case{"ScaleTooLarge", kMeasures, "scale = 1", "scale = @@10", "'scale' is 10, and must be from 0 to 9"},
        Case{"ScaleNegative", kMeasures, "scale = 1", "scale = @@-1", "'scale' is -1, and must be from 0 to 9"},
        Case{"UnknownUnit", kMeasures, "\"score\", scale = 1", "@@\"scor\", scale = 1",
             "'scor' is not a known unit. Did you mean 'score'? Use one of: pupils, percent, points, score, "
             "band, "
             "count."},
        Case{"UnknownDirection", kMeasures, "direction = \"neutral\"", "direction = @@\"up\"",
             "'up' is not a known direction. Use one of: higher, lower, neutral."},
        Case{"EmptyLabel", kMeasures, "\"Reading progress\"", "@@\" \"", "'label' is empty"},
        Case{"CodeInLowerCase", kMeasures, "KS4_P8 =", "@@ks4_p8 =", "capital letters"},
        Case{"DatasetInCapitals", kMeasures, "[ks4]", "[@@KS4]", "lower-case letter"},
        Case{"CodeInTwoDatasets", kMeasures, "KS4_P8 =", "@@KS2_PROG_R =", "already on line 5"},
        Case{"UnknownDenominator", kMeasures, "denominator = \"KS2_COHORT\"", "denominator = @@\"KS2_COHORTS\"",
             "Did you mean 'KS2_COHORT'?"},
        Case{"DenominatorOfAnotherDataset", kMeasures, "denominator = \"KS2_COHORT\"", "denominator = @@\"KS4_P8\"",
             "is not a measure of the dataset 'ks2'"},
        Case{"DenominatorCountsNoPupils", kMeasures, "denominator = \"KS2_COHORT\"", "denominator = @@\"KS2_PROG_R\"",
             "does not count pupils"},
        Case{"DenominatorOfNoPercentage", kMeasures, "\"Reading progress\"",
             "\"Reading progress\", denominator = @@\"KS2_COHORT\"", "only a percentage has a denominator"},
        Case{"BreakIsNoYear", kMeasures, "\"Reading progress\"",
             "\"Reading progress\", breaks = { @@\"2017/19\" = \"x\" }", "'2017/19' is not an academic year"},
        Case{"BreakWithoutAReason", kMeasures, "\"Reading progress\"",
             "\"Reading progress\", breaks = { \"2017/18\" = @@\" \" }", "'2017/18' is empty"},
        Case{"BreakIsNoText", kMeasures, "\"Reading progress\"",
             "\"Reading progress\", breaks = { \"2017/18\" = @@true }", "'2017/18' must be text"},
        Case{"BreaksAreNoTable", kMeasures, "\"Reading progress\"", "\"Reading progress\", breaks = @@\"2017/18\"",
             "'breaks' must be a table"},
        Case{"AttributeIsNoText", kMeasures, "name = \"School name\"", "name = @@1", "'name' must be text"},
        Case{"AttributeInCapitals", kMeasures, "kind =", "@@LEVEL = \"x\"\nkind =", "lower-case letter"}),
    case_name);

INSTANTIATE_TEST_SUITE_P(
    Layouts, OneChange,
    testing::Values(
        Case{"UnknownKey", kLayout, "title =", "@@tittle = \"x\"\ntitle =", "Did you mean 'title'?"},
        Case{"UnknownTable", kLayout, "[ignored]", "[@@ignore]", "Did you mean 'ignored'?"},
        Case{"MissingTitle", kLayout, "", R"(@@id = "a"
dataset = "ks2"
encodings = ["utf-8"]
[subject]
urn = "URN"
[measures]
TELIG = "KS2_COHORT"
)",
             "'title' is missing from the layout"},
        Case{"IdWithASpace", kLayout, "\"ks2-2016-17\"", "@@\"ks2 2016\"", "the id 'ks2 2016' may only have"},
        Case{"UnknownDataset", kLayout, "dataset = \"ks2\"", "dataset = @@\"ks3\"",
             "'ks3' is not a dataset of measures.toml. Did you mean 'ks2'?"},
        Case{"BadYear", kLayout, "\"2016/17\"", "@@\"2016/18\"", "'2016/18' is not an academic year"},
        Case{"UnknownEncoding", kLayout, "\"cp1252\"", "@@\"cp1251\"", "Did you mean 'cp1252'?"},
        Case{"EncodingTwice", kLayout, "\"cp1252\"", "@@\"utf-8\"", "named twice"},
        Case{"NoEncoding", kLayout, "[\"utf-8\", \"cp1252\"]", "@@[]", "'encodings' is empty"},
        Case{"EncodingsAreNoList", kLayout, "[\"utf-8\", \"cp1252\"]", "@@\"utf-8\"", "'encodings' must be a list"},
        Case{"LongDelimiter", kLayout, "\";\"", "@@\";;\"", "';;' cannot be a delimiter"},
        Case{"DelimiterIsALetter", kLayout, "\";\"", "@@\"x\"", "'x' cannot be a delimiter"},
        Case{"NoUrn", kLayout, "[subject]\nrecord_type = \"RECTYPE\"\nurn = \"URN\"",
             "@@[subject]\nrecord_type = \"RECTYPE\"", "'urn' is missing from [subject]"},
        Case{"RecordTypesWithoutAColumn", kLayout, "record_type = \"RECTYPE\"\nurn = \"URN\"\nla = \"LEA\"\n\n",
             "urn = \"URN\"\nla = \"LEA\"\n@@", "needs the column"},
        Case{"ColumnWithoutRecordTypes", kLayout, "", R"(id = "a"
title = "b"
dataset = "ks2"
encodings = ["utf-8"]
[subject]
urn = "URN"
record_type = @@"RECTYPE"
[measures]
TELIG = "KS2_COHORT"
)",
             "does not say what its codes mean"},
        Case{"UnknownSubject", kLayout, "subject = \"la\"", "subject = @@\"school-group\"",
             "is not a known subject. Use one of: school, la, national."},
        Case{"RecordTypeTwice", kLayout, "3 = {", "@@\"1 \" = {", "the record type '1' is listed twice"},
        Case{"RecordTypeWithoutKind", kLayout, "{ subject = \"la\", kind = \"la\" }", "@@{ subject = \"la\" }",
             "'kind' is missing from the record type '3'"},
        Case{"UnknownReason", kLayout, "\"suppressed\"", "@@\"supressed\"", "Did you mean 'suppressed'?"},
        Case{"UnparseableIsNoReason", kLayout, "\"suppressed\"", "@@\"unparseable\"", "is not a known missing reason"},
        Case{"EmptyCode", kLayout, "lowcov =", "@@\" \" =", "an empty cell always means not_supplied"},
        Case{"CodeTwice", kLayout, "lowcov =", "@@supp =", "the code 'SUPP' is listed twice"},
        Case{"UnknownMeasure", kLayout, "TELIG = \"KS2_COHORT\"", "TELIG = @@\"KS2_COHRT\"",
             "'KS2_COHRT' is not a measure of measures.toml. Did you mean 'KS2_COHORT'?"},
        Case{"MeasureOfAnotherDataset", kLayout, "TELIG = \"KS2_COHORT\"", "TELIG = @@\"KS4_P8\"",
             "belongs to the dataset 'ks4', and this layout is of 'ks2'"},
        Case{"MeasureTwice", kLayout, "PTRWM_EXP = \"KS2_EXS_RWM\"", "PTRWM_EXP = @@\"KS2_COHORT\"",
             "already has a column on line 23"},
        Case{"UnknownAttribute", kLayout, "SCHNAME = \"name\"", "SCHNAME = @@\"nam\"",
             "'nam' is not an attribute of measures.toml. Did you mean 'name'?"},
        Case{"UnknownAttributeWithCodes", kLayout, "attribute = \"status\"", "attribute = @@\"state\"",
             "'state' is not an attribute"},
        Case{"AttributeTwice", kLayout, "SCHNAME = \"name\"", "SCHNAME = \"name\"\nOTHER = @@\"name\"",
             "the attribute 'name' already has a column"},
        Case{"KindComesFromTheRecordType", kLayout, "SCHNAME = \"name\"", "SCHNAME = @@\"kind\"",
             "already comes from the record type"},
        Case{"LinkWithoutCodes", kLayout, "SCHNAME = \"name\"", "SCHNAME = @@\"link_type\"",
             "what a link is needs 'codes'"},
        Case{"UnknownLink", kLayout, "attribute = \"status\", codes = { 0 = \"open\", 1 = \"closed\" }",
             "attribute = \"link_type\", codes = { 0 = \"successor\", 1 = @@\"successor, joined\" }",
             "'successor, joined' is not what a link can be"},
        Case{"UnknownKindByType", kLayout, "[ignored]", "[kinds_by_type]\n\"Free school\" = @@\"freed\"\n[ignored]",
             "'freed' is not a known kind of link. Use one of: renamed, converted, sponsored, merged, split."},
        Case{"AttributeCodeIsNoText", kLayout, "0 = \"open\"", "0 = @@0", "'0' must be text"},
        Case{"AttributeWithoutCodes", kLayout, ", codes = { 0 = \"open\", 1 = \"closed\" }", ", codes = @@{}",
             "'codes' is empty"},
        Case{"AttributeUnknownKey", kLayout, ", codes = {", ", @@code = 1, codes = {", "Did you mean 'codes'?"},
        Case{"ColumnInTwoSections", kLayout,
             "ADDRESS1 =", "@@TELIG =", "the column 'TELIG' already stands in [measures] on line 23"},
        Case{"ColumnsAreFolded", kLayout, "ADDRESS1 =", "@@\" Lea \" =", "already stands in [subject] on line 11"},
        Case{"ColumnWithoutAName", kLayout, "ADDRESS1 =", "@@\"\" =", "has no name"},
        Case{"AttributeCodesAreNeither", kLayout, "codes = { 0 = \"open\", 1 = \"closed\" }", "codes = @@\"open\"",
             "'codes' must be a table"},
        Case{"AttributeListOfNoCodes", kLayout, "codes = { 0 = \"open\", 1 = \"closed\" }", "codes = @@[]",
             "'codes' is empty"},
        Case{"AttributeListedCodeTwice", kLayout, "codes = { 0 = \"open\", 1 = \"closed\" }",
             "codes = [\"open\", @@\" Open\"]", "the code 'OPEN' is listed twice"},
        Case{"AttributeListedCodeIsNoText", kLayout, "codes = { 0 = \"open\", 1 = \"closed\" }", "codes = [@@1]",
             "'codes' must be text"},
        Case{"ReferenceToNoDataset", kLayout, "SCHNAME = \"name\"",
             "SCHNAME = { attribute = \"name\", refers_to = @@\"ks5\" }", "Did you mean 'ks2'?"},
        Case{"ReferenceToItsOwnDataset", kLayout, "SCHNAME = \"name\"",
             "SCHNAME = { attribute = \"name\", refers_to = @@\"ks2\" }", "cannot refer to its own dataset"},
        Case{"ReferenceOfACode", kLayout, "1 = \"closed\" } }", "1 = \"closed\" }, refers_to = @@\"ks4\" }",
             "only a text refers to a row"},
        Case{"TemplateWithASpace", kLayout, "dataset = \"ks2\"", "dataset = \"ks2\"\ntemplate = @@\"key stage\"",
             "the template 'key stage' may only have"},
        Case{"KeyIsOptional", kLayout, "", R"(id = "a"
title = "b"
dataset = "ks2"
encodings = ["utf-8"]
optional = [@@"SCHNAME"]
[subject]
urn = "URN"
key = ["SCHNAME"]
[measures]
TELIG = "KS2_COHORT"
[attributes]
SCHNAME = "name"
)",
             "tells rows apart or gives their year, so no file may lack it"},
        Case{"IgnoredWithoutAReason", kLayout, "\"contact detail\"", "@@\"\"", "'ADDRESS1' is empty"}),
    case_name);

INSTANTIATE_TEST_SUITE_P(
    Standards, OneChange,
    testing::Values(
        Case{"UnknownKey", kStandard, "stage = \"ks2\"", "stage = \"ks2\"\n@@thresholds = 1",
             "Did you mean 'threshold'?"},
        Case{"UnknownKeyOfAThreshold", kStandard, "limb = \"attainment\"", "limb = \"attainment\"\n@@limbs = \"x\"",
             "'limbs' is not a key of [[threshold]]. Did you mean 'limb'?"},
        Case{"MissingKey", kStandard, "[[absent]]\nyears = \"2018/19\"\nstate = \"removed\"",
             "@@[[absent]]\nyears = \"2018/19\"", "'state' is missing from [[absent]]"},
        Case{"ThresholdIsNoList", kStandard, "", "standard = \"floor\"\nstage = \"ks2\"\n@@[threshold]\nyears = 1\n",
             "Write [[threshold]] above each entry"},
        Case{"NoEntries", kStandard, "", "@@standard = \"floor\"\nstage = \"ks2\"\n", "neither a [[threshold]] nor"},
        Case{"BadYear", kStandard, "\"2016/17\"", "@@\"2016-17\"", "'2016-17' is not an academic year"},
        Case{"BadEndOfRange", kStandard, "\"2015/16..2017/18\"", "@@\"2015/16..2017/19\"",
             "'2017/19' is not an academic year"},
        Case{"BackwardRange", kStandard, "\"2015/16..2017/18\"", "@@\"2017/18..2015/16\"", "ends before it starts"},
        Case{"UnknownMeasure", kStandard, "\"KS2_PROG_R\"", "@@\"KS2_PROG_S\"", "Did you mean 'KS2_PROG_R'?"},
        Case{"UnknownOperator", kStandard, "operator = \"<\"\nvalue = \"-5\"", "operator = @@\"=<\"\nvalue = \"-5\"",
             "is not a known operator"},
        Case{"ValueIsNoText", kStandard, "\"64.50\"", "@@64.5",
             "'value' must be text, and this is a number with a decimal point. Put it in quotation marks."},
        Case{"ValueIsNoDecimal", kStandard, "\"64.50\"", "@@\"64,5\"", "'64,5' is not a decimal number"},
        Case{"ValueWithTenDecimals", kStandard, "\"64.50\"", "@@\"64.5000000001\"", "at most 9 decimals"},
        Case{"UnknownConfidence", kStandard, "confidence = \"verified\"\n\n[[absent]]\nyears = \"2018/19\"",
             "confidence = @@\"sure\"\n\n[[absent]]\nyears = \"2018/19\"", "Use one of: verified, memory."},
        Case{"UnknownState", kStandard, "\"no-data\"", "@@\"nodata\"", "Did you mean 'no-data'?"},
        Case{"OverlappingThresholds", kStandard, "[[threshold]]\nyears = \"2016/17\"\nmeasure = \"KS2_EXS_RWM\"",
             "@@[[threshold]]\nyears = \"2016/17\"\nmeasure = \"KS2_PROG_R\"",
             "the threshold of 'KS2_PROG_R' for 2016/17 overlaps with the one at "
             "standards/ks2-floor.toml:4:1"},
        Case{"SetAndAbsent", kStandard, "[[absent]]\nyears = \"2018/19\"", "@@[[absent]]\nyears = \"2017/18..2018/19\"",
             "2017/18 is both set and absent: see the entry at standards/ks2-floor.toml:4:1"},
        Case{"AbsentTwice", kStandard, "[[absent]]\nyears = \"2019/20..2020/21\"",
             "@@[[absent]]\nyears = \"2018/19..2020/21\"", "2018/19 is already absent"}),
    case_name);

INSTANTIATE_TEST_SUITE_P(
    LocalAuthorities, OneChange,
    testing::Values(
        Case{"UnknownKey", kLa, "name = \"Kent\"", "name = \"Kent\"\n@@names = \"Kent\"",
             "'names' is not a key of the Local Authority's file. Did you mean 'name'?"},
        Case{"MissingName", kLa, "code = \"886\"\nname = \"Kent\"", "@@code = \"886\"", "'name' is missing"},
        Case{"CodeIsNoText", kLa, "\"886\"", "@@886", "'code' must be text"},
        Case{"CodeOutOfRange", kLa, "\"886\"", "@@\"86\"", "three digits from 201 to 999"},
        Case{"CodeOfAnotherFile", kLa, "\"886\"", "@@\"887\"",
             "the code '887' does not match the file's name '886.toml'. Rename the file to 887.toml"},
        Case{"PluginTwice", kLa, "name = \"national\"", "name = @@\"kent\"", "already named on line 4"},
        Case{"PluginName", kLa, "name = \"national\"", "name = @@\"../evil\"", "the name '../evil' may only have"},
        Case{"PluginWithoutAName", kLa, "[[plugin]]\nname = \"national\"", "@@[[plugin]]", "'name' is missing"},
        Case{"PluginUnknownKey", kLa, "name = \"national\"", "name = \"national\"\n@@parameter = 1",
             "Did you mean 'parameters'?"},
        Case{"NoPlugin", kLa, "", "@@code = \"886\"\nname = \"Kent\"\n", "'plugin' is missing"},
        Case{"EmptyPluginList", kLa, "", "code = \"886\"\nname = \"Kent\"\nplugin = @@[]\n", "names no plugin"},
        Case{"PluginIsNoList", kLa, "", "code = \"886\"\nname = \"Kent\"\n@@[plugin]\nname = \"kent\"\n",
             "Write [[plugin]] above each entry"},
        Case{"ParameterIsAList", kLa, "weeks = 12", "weeks = @@[12]", "the parameter 'weeks' must be text, a number"},
        Case{"ParameterIsADate", kLa, "weeks = 12", "weeks = @@2026-09-01", "and this is a date or time"},
        Case{"ParameterIsInfinite", kLa, "weeks = 12", "weeks = @@inf", "not a finite number"},
        Case{"ParameterIsNoNumber", kLa, "weeks = 12", "weeks = @@nan", "not a finite number"}),
    case_name);

TEST(Errors, ATemplatesNameIsLimited) {
  for (const auto& [letters, errors] : {std::pair(63, 0u), std::pair(64, 1u)}) {
    auto files = test::good_files();
    test::change(files[kLayout], "dataset = \"ks2\"",
                 "dataset = \"ks2\"\ntemplate = \"" + std::string(static_cast<std::size_t>(letters), 'a') + "\"");
    EXPECT_EQ(test::load_files(files).errors.size(), errors);
  }
}

TEST(Errors, ATemplateBelongsToOneLayout) {
  auto files = test::good_files();
  std::string& first = files[kLayout];
  test::change(first, "dataset = \"ks2\"", "dataset = \"ks2\"\ntemplate = \"own\"");
  files["sources/other.toml"] = first;
  test::change(files["sources/other.toml"], "id = \"ks2-2016-17\"", "id = \"other\"");
  const Loaded loaded = test::load_files(files);
  ASSERT_EQ(loaded.errors.size(), 1u) << all_texts(loaded.errors);
  EXPECT_EQ(
      loaded.errors[0].text(),
      "sources/other.toml:4:12: the template 'own' is already that of the layout at sources/ks2-2016-17.toml:4:12. "
      "Give each a name of its own.");
}

TEST(Errors, AreAllReportedInTheOrderOfFileLineAndColumn) {
  auto files = test::good_files();
  test::change(files[kMeasures], "unit = \"score\", scale = 1", "unit = \"scores\", scale = 10");
  test::change(files[kLayout], "\"suppressed\"", "\"hidden\"");
  test::change(files[kLayout], "year = \"2016/17\"", "year = \"2016\"");
  test::change(files[kStandard], "\"64.50\"", "\"much\"");
  test::change(files[kLa], "name = \"Kent\"", "");
  files["las/850.toml"] = "code = ";
  const Loaded loaded = test::load_files(files);
  std::vector<std::string> places;
  for (const auto& error : loaded.errors) places.push_back(to_string(*error.where));
  EXPECT_THAT(places, testing::ElementsAre("las/850.toml:1:8", "las/886.toml:1:1", "measures.toml:5:23",
                                           "measures.toml:5:41", "sources/ks2-2016-17.toml:4:8",
                                           "sources/ks2-2016-17.toml:19:8", "standards/ks2-floor.toml:19:9"))
      << all_texts(loaded.errors);
}

TEST(Errors, AnUnreadableVocabularyMakesNoOtherFileWrong) {
  auto files = test::good_files();
  files[kMeasures] = "[ks2";
  const Loaded loaded = test::load_files(files);
  ASSERT_EQ(loaded.errors.size(), 1u) << all_texts(loaded.errors);
  EXPECT_EQ(loaded.errors[0].where->file, kMeasures);
}

TEST(Errors, AMeasureWithAnErrorIsStillKnownToItsUsers) {
  auto files = test::good_files();
  test::change(files[kMeasures], "KS2_COHORT = { unit = \"pupils\"", "KS2_COHORT = { unit = \"pupil\"");
  const Loaded loaded = test::load_files(files);
  ASSERT_EQ(loaded.errors.size(), 1u) << all_texts(loaded.errors);
  EXPECT_THAT(loaded.errors[0].message, testing::HasSubstr("Did you mean 'pupils'?"));
}

TEST(Errors, AMeasuresFileWithoutAMeasureIsRefused) {
  const Loaded loaded = test::load_files({{kMeasures, "[attributes]\nname = \"School name\"\n"}});
  ASSERT_EQ(loaded.errors.size(), 1u) << all_texts(loaded.errors);
  EXPECT_EQ(loaded.errors[0].text().rfind("measures.toml:1:1: this file names no measure.", 0), 0u);
}

TEST(Errors, ALayoutIdBelongsToOneFile) {
  auto files = test::good_files();
  files["sources/other.toml"] = files[kLayout];
  const Loaded loaded = test::load_files(files);
  ASSERT_EQ(loaded.errors.size(), 1u) << all_texts(loaded.errors);
  EXPECT_EQ(to_string(*loaded.errors[0].where), "sources/other.toml:1:6");
  EXPECT_THAT(loaded.errors[0].message, testing::HasSubstr("already exists at sources/ks2-2016-17.toml:1:6"));
}

TEST(Errors, StandardsMayNotOverlapAcrossFiles) {
  auto files = test::good_files();
  files["standards/more.toml"] = files[kStandard];
  const Loaded loaded = test::load_files(files);
  std::vector<std::string> places;
  for (const auto& error : loaded.errors) places.push_back(to_string(*error.where));
  EXPECT_THAT(places, testing::ElementsAre("standards/more.toml:4:1", "standards/more.toml:15:1",
                                           "standards/more.toml:26:1", "standards/more.toml:32:1"))
      << all_texts(loaded.errors);
}

TEST(Errors, AFileOutsideTheKnownFoldersIsRefused) {
  auto files = test::good_files();
  files["people/2026.toml"] = "";
  const Loaded loaded = test::load_files(files);
  ASSERT_EQ(loaded.errors.size(), 1u) << all_texts(loaded.errors);
  EXPECT_EQ(loaded.errors[0].where->file, "people/2026.toml");
}

TEST(Errors, ARevisionWithoutMeasuresIsRefused) {
  const Loaded loaded = load_revision({});
  ASSERT_EQ(loaded.errors.size(), 1u);
  EXPECT_EQ(loaded.errors[0].text().rfind("measures.toml:1:1: this file is missing.", 0), 0u)
      << all_texts(loaded.errors);
}

}  // namespace
}  // namespace termwise::settings
