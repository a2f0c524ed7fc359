// GOV.UK's bank-holidays.json: what is read, each mistake where it stands, and how it goes with the TOML files.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "fixture.h"
#include "settings/toml_tree.h"

namespace termwise::settings {
namespace {

using std::chrono::day;
using std::chrono::month;
using std::chrono::year;
using test::all_texts;
using testing::ElementsAre;
using testing::HasSubstr;

using Event = std::pair<std::string, std::string>;  // date, title

const char* const kJson = "calendars/bank-holidays.json";
const char* const kToml = "calendars/bank-holidays.toml";

// As GOV.UK proclaimed them for England and Wales.
const std::vector<Event> k2026 = {{"2026-01-01", "New Year\u2019s Day"}, {"2026-04-03", "Good Friday"},
                                  {"2026-04-06", "Easter Monday"},       {"2026-05-04", "Early May bank holiday"},
                                  {"2026-05-25", "Spring bank holiday"}, {"2026-08-31", "Summer bank holiday"},
                                  {"2026-12-25", "Christmas Day"},       {"2026-12-28", "Boxing Day"}};

std::string event(const Event& of, std::string_view gap = " ") {
  return "{\"title\":" + std::string(gap) + "\"" + of.second + "\"," + std::string(gap) +
         "\"date\":" + std::string(gap) + "\"" + of.first + "\",\"notes\":\"Substitute day\",\"bunting\":true}";
}

std::string division(const std::string& name, const std::vector<Event>& events, std::string_view gap = " ") {
  std::string text = "\"" + name + "\":{\"division\":\"" + name + "\",\"events\":[";
  for (std::size_t i = 0; i < events.size(); ++i)
    text += (i == 0 ? "" : ",") + std::string(gap) + event(events[i], gap);
  return text + "]}";
}

std::string gov_uk(const std::vector<Event>& events, std::string_view gap = " ") {
  return "{" + division("england-and-wales", events, gap) + "," +
         division("scotland", {{"2026-01-02", "2nd January"}}, gap) + "}";
}

test::Files without_toml_holidays() {
  auto files = test::good_files();
  files.erase(kToml);
  return files;
}

Loaded load_json(const std::string& content) {
  auto files = without_toml_holidays();
  files[kJson] = content;
  return test::load_files(files);
}

std::vector<Event> holidays_of(const Loaded& loaded) {
  std::vector<Event> events;
  if (!loaded.settings) return {{"none", all_texts(loaded.errors)}};
  for (const auto& holiday : loaded.settings->las[0].calendar.bank_holidays()) {
    char date[16];
    std::snprintf(date, sizeof date, "%04d-%02u-%02u", static_cast<int>(holiday.day.year()),
                  static_cast<unsigned>(holiday.day.month()), static_cast<unsigned>(holiday.day.day()));
    events.emplace_back(date, holiday.name);
  }
  return events;
}

TEST(BankHolidays, OfEnglandAndWalesAreReadAndNoOthers) {
  const Loaded loaded = load_json(gov_uk(k2026));
  EXPECT_EQ(holidays_of(loaded), k2026);
  const auto known = loaded.settings->las[0].calendar.known_bank_holidays();
  EXPECT_EQ(known->first, (calendar::Date{year(2026), month(1), day(1)}));
  EXPECT_EQ(known->last, (calendar::Date{year(2026), month(12), day(31)}));
}

TEST(BankHolidays, AreTheSameWithAndWithoutWhiteSpace) {
  EXPECT_EQ(holidays_of(load_json(gov_uk(k2026, ""))), k2026);
  EXPECT_EQ(holidays_of(load_json("\xEF\xBB\xBF" + gov_uk(k2026, "\r\n\t"))), k2026);
  EXPECT_EQ(holidays_of(load_json(gov_uk(k2026) + "\n")), k2026);
}

TEST(BankHolidays, EscapesAndFurtherKeysAreJson) {
  std::string content = gov_uk(k2026);
  test::change(content, "\"New Year\u2019s Day\"", "\"New Year\\u2019s Day\"");
  test::change(content, "\"title\": \"Good Friday\"",
               "\"colour\":{\"of\":[1,2.5,null,false]},\"title\": \"Good Friday\"");
  EXPECT_EQ(holidays_of(load_json(content)), k2026);
}

TEST(BankHolidays, ThatTomlNamesTooStandOnce) {
  auto files = test::good_files();
  files[kJson] = gov_uk(k2026);
  files["calendars/last-year.json"] = gov_uk(k2026);
  files[kToml] = "[[bank_holiday]]\ndate = 2026-12-28\nname = \"Boxing Day\"\n";
  EXPECT_EQ(holidays_of(test::load_files(files)), k2026);
  files[kToml] += "[[bank_holiday]]\ndate = 2026-06-12\nname = \"A proclaimed day\"\n";
  auto with_one_off = k2026;
  with_one_off.insert(with_one_off.begin() + 5, {"2026-06-12", "A proclaimed day"});
  EXPECT_EQ(holidays_of(test::load_files(files)), with_one_off);
}

TEST(BankHolidays, WithAnotherNameInTomlAreAnError) {
  auto files = test::good_files();
  files[kJson] = gov_uk(k2026);
  files[kToml] = "[[bank_holiday]]\ndate = 2026-12-28\nname = \"St Stephen\"\n";
  const Loaded loaded = test::load_files(files);
  ASSERT_EQ(loaded.errors.size(), 1u) << all_texts(loaded.errors);
  EXPECT_EQ(to_string(*loaded.errors[0].where), "calendars/bank-holidays.toml:2:8");
  EXPECT_THAT(loaded.errors[0].message,
              HasSubstr("2026-12-28 is already a bank holiday at calendars/bank-holidays.json:1:"));
  EXPECT_THAT(loaded.errors[0].message, HasSubstr("with the name 'Boxing Day', and here it is 'St Stephen'"));

  // The other way round, since files are read in the order of their names.
  files.erase(kJson);
  files["calendars/z.json"] = gov_uk(k2026);
  const Loaded other = test::load_files(files);
  ASSERT_EQ(other.errors.size(), 1u) << all_texts(other.errors);
  EXPECT_EQ(other.errors[0].where->file, "calendars/z.json");
  EXPECT_THAT(other.errors[0].message, HasSubstr("at calendars/bank-holidays.toml:2:8, with the name 'St Stephen'"));
}

TEST(BankHolidays, AreKeptInTheRevisionByteForByteAndReadAgain) {
  test::TemporaryDirectory directory;
  auto files = without_toml_holidays();
  files[kJson] = gov_uk(k2026, "\r\n");
  directory.write(files);
  directory.write("calendars/.bank-holidays.json", "{");  // hidden files and editors' copies are none
  directory.write("calendars/bank-holidays.json~", "{");
  directory.write("termwise.toml", "");
  const Loaded loaded = load(directory.path() / "termwise.toml");
  ASSERT_EQ(holidays_of(loaded), k2026);
  std::vector<std::string> paths;
  for (const auto& file : loaded.settings->files) paths.push_back(file.path);
  EXPECT_THAT(paths, testing::Contains(kJson));
  for (const auto& file : loaded.settings->files) EXPECT_EQ(file.content, files.at(file.path)) << file.path;
  EXPECT_EQ(holidays_of(load_revision(loaded.settings->files)), k2026);
}

TEST(BankHolidays, InAnIcalendarFileAreRefused) {
  test::TemporaryDirectory directory;
  directory.write(test::good_files());
  directory.write("calendars/england-and-wales.ics", "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n");
  directory.write("termwise.toml", "");
  const Loaded loaded = load(directory.path() / "termwise.toml");
  ASSERT_EQ(loaded.errors.size(), 1u) << all_texts(loaded.errors);
  EXPECT_EQ(loaded.errors[0].where->file, (directory.path() / "calendars/england-and-wales.ics").string());
  EXPECT_THAT(loaded.errors[0].message, HasSubstr("bank-holidays.json, here instead"));
}

// One change, and the one error that it must lead to at "@@".
struct Wrong {
  std::string name;
  std::string from;  // stands once in the good file; empty: the whole of it
  std::string to;
  std::string phrase;
};
void PrintTo(const Wrong& tried, std::ostream* out) { *out << tried.name; }

class WrongBankHolidays : public testing::TestWithParam<Wrong> {};

TEST_P(WrongBankHolidays, AreReportedWhereTheyStand) {
  std::string content = gov_uk(k2026, "\n");
  test::change(content, GetParam().from, GetParam().to);
  const auto places = test::take_marks(content);
  const Loaded loaded = load_json(content);
  ASSERT_EQ(loaded.errors.size(), 1u) << all_texts(loaded.errors);
  const Error& error = loaded.errors[0];
  EXPECT_EQ(error.exit, ExitCode::configuration);
  EXPECT_EQ(error.where->file, kJson);
  EXPECT_THAT((std::vector<test::Place>{{error.where->line, error.where->column}}), places) << error.text();
  EXPECT_THAT(error.message, HasSubstr(GetParam().phrase));
}

const char* const kNoList = "this is not GOV.UK's list of bank holidays: it has no division 'england-and-wales'";

INSTANTIATE_TEST_SUITE_P(
    Of, WrongBankHolidays,
    testing::Values(
        Wrong{"Empty", "", "@@", "it was cut short"},
        Wrong{"NoJson", "", "@@<!DOCTYPE html>\n", "this is not valid JSON"}, Wrong{"AList", "", "@@[]", kNoList},
        Wrong{"ANumber", "", "@@1 ", kNoList}, Wrong{"NoDivision", "", "@@{\"scotland\":{\"events\":[]}}", kNoList},
        Wrong{"DivisionIsNoObject", "", "{\"england-and-wales\":@@[]}", "has no list 'events'"},
        Wrong{"NoEvents", "", "{\"england-and-wales\":@@{\"division\":\"england-and-wales\"}}", "has no list 'events'"},
        Wrong{"EventsAreAnObject", "", "{\"england-and-wales\":@@{\"events\":{}}}", "has no list 'events'"},
        Wrong{"NothingInEvents", "", "{\"england-and-wales\":{\"events\":@@[]}}", "has no bank holiday"},
        Wrong{"EventIsText", "", "{\"england-and-wales\":{\"events\":[@@\"2026-12-25\"]}}", "has no text 'date'"},
        Wrong{"NoTitle", "", "{\"england-and-wales\":{\"events\":[@@{\"date\":\"2026-12-25\"}]}}",
              "has no text 'title'"},
        Wrong{"DateIsANumber", "\"2026-12-25\"", "@@20261225", "has no text 'date'"},
        Wrong{"NoSuchDay", "\"2026-12-25\"", "@@\"2026-02-29\"", "'2026-02-29' is not a day of the calendar"},
        Wrong{"AnAprilThirtyFirst", "\"2026-04-06\"", "@@\"2026-04-31\"", "'2026-04-31' is not a day of the calendar"},
        Wrong{"EnglishDate", "\"2026-12-25\"", "@@\"25/12/2026\"", "written like 2026-12-25"},
        Wrong{"TimeOfDay", "\"2026-12-25\"", "@@\"2026-12-25T00:00:00Z\"", "is not a day of the calendar"},
        Wrong{"OtherDigits", "\"2026-12-25\"", "@@\"\uFF12\uFF10\uFF12\uFF16-12-25\"", "is not a day of the calendar"},
        Wrong{"ArabicDigits", "\"2026-12-25\"", "@@\"2026-12-\u0662\u0665\"", "is not a day of the calendar"},
        Wrong{"TooEarly", "\"2026-12-25\"", "@@\"1988-08-31\"", "must be from 1988-09-01 to 2099-08-31"},
        Wrong{"RightToLeftOverride", "\"Boxing Day\"", "@@\"yaD \u202Egnixob\"",
              "the character U+202E, which nobody sees"},
        Wrong{"ZeroWidthSpace", "\"Boxing Day\"", "@@\"Boxing\u200BDay\"", "the character U+200B"},
        Wrong{"LineFeedInATitle", "\"Boxing Day\"", "@@\"Boxing\\nDay\"", "the character U+000A"},
        Wrong{"NulInATitle", "\"Boxing Day\"", "@@\"Boxing\\u0000Day\"", "the character U+0000"},
        Wrong{"BlankTitle", "\"Boxing Day\"", "@@\"  \"", "is empty or longer"},
        Wrong{"DayTwice", "\"2026-12-28\"", "@@\"2026-12-25\"", "2026-12-25 is already a bank holiday at"},
        Wrong{"KeyTwice", "\"notes\":\"Substitute day\",\"bunting\":true}]},\"scotland\"",
              "\"notes\":\"a\",@@\"notes\":\"b\"}]},\"scotland\"", "the key 'notes' stands twice"},
        Wrong{"KeyTwiceBehindAQuote", "\"notes\":\"Substitute day\",\"bunting\":true}]},\"scotland\"",
              "\"a\\\\\\\"b\":1,@@\"a\\\\\\\"b\":2}]},\"scotland\"", "stands twice"},
        Wrong{"TrailingComma", "true}]},\"scotland\"", "true},@@]},\"scotland\"", "this is not valid JSON"},
        Wrong{"NotUtf8", "\"Boxing Day\"", "\"Boxing @@\xE9\"", "this file is not UTF-8 from here on"},
        Wrong{"HalfASurrogate", "\"Boxing Day\"", "\"Boxing \\uD800@@\"", "this is not valid JSON"},
        Wrong{"Utf16", "", std::string("@@\xFF\xFE{\0}\0", 8), "this file is in UTF-16"},
        Wrong{"NulByte", "\"Boxing Day\"", std::string("\"Boxing @@\0\"", 12), "a NUL character stands here"}),
    [](const testing::TestParamInfo<Wrong>& wrong) { return wrong.param.name; });

TEST(BankHolidays, OfHalfAYearAreRefused) {
  auto events = k2026;
  events.push_back({"2027-01-01", "New Year\u2019s Day"});
  std::string content = gov_uk(events, "\n");
  const Loaded loaded = load_json(content);
  ASSERT_EQ(loaded.errors.size(), 1u) << all_texts(loaded.errors);
  EXPECT_THAT(loaded.errors[0].message, HasSubstr("2027 has only 1 bank holiday here, and no year has fewer than 8"));

  // Seven of eight, as in a file whose last lines were lost by hand.
  events = k2026;
  events.pop_back();
  const Loaded seven = load_json(gov_uk(events));
  ASSERT_EQ(seven.errors.size(), 1u) << all_texts(seven.errors);
  EXPECT_THAT(seven.errors[0].message, HasSubstr("2026 has only 7 bank holidays here"));
}

TEST(BankHolidays, CutShortAnywhereAreRefused) {
  const std::string whole = gov_uk(k2026);
  for (std::size_t size = 0; size < whole.size(); ++size) {
    const Loaded loaded = load_json(whole.substr(0, size));
    ASSERT_EQ(loaded.errors.size(), 1u) << size << all_texts(loaded.errors);
    EXPECT_EQ(loaded.errors[0].where->file, kJson);
  }
}

// ---- limits ----

std::vector<Event> many(std::size_t count) {
  std::vector<Event> events;
  using namespace std::chrono;
  for (std::size_t i = 0; i < count; ++i) {
    const calendar::Date date(sys_days(year(1990) / 1 / 1) + days(static_cast<int>(i)));
    char text[16];
    std::snprintf(text, sizeof text, "%04d-%02u-%02u", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
    events.emplace_back(text, "a");
  }
  return events;
}

std::string only_error(const Loaded& loaded) {
  return loaded.errors.size() == 1 ? loaded.errors[0].message : "not one error:\n" + all_texts(loaded.errors);
}

TEST(BankHolidayLimits, AThousandOfAllFiles) {
  EXPECT_EQ(all_texts(load_json(gov_uk(many(kMaximumBankHolidays))).errors), "");
  EXPECT_THAT(only_error(load_json(gov_uk(many(kMaximumBankHolidays + 1)))), HasSubstr("more than 1000 bank holidays"));
  auto files = test::good_files();  // whose TOML file has two
  files[kJson] = gov_uk(many(kMaximumBankHolidays - 1));
  EXPECT_THAT(only_error(test::load_files(files)), HasSubstr("more than 1000 [[bank_holiday]] entries"));
}

TEST(BankHolidayLimits, NestingAndValues) {
  const auto with = [](const std::string& key) {
    return "{\"x\":" + key + "," + division("england-and-wales", k2026) + "}";
  };
  const auto nested = [](std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); };
  EXPECT_EQ(holidays_of(load_json(with(nested(kMaximumJsonNesting - 1)))), k2026);
  EXPECT_THAT(only_error(load_json(with(nested(kMaximumJsonNesting)))), HasSubstr("nested more than 8 deep"));
  EXPECT_THAT(only_error(load_json(std::string(100'000, '['))), HasSubstr("nested more than 8 deep"));

  // Outside the list stand the list, the division, its name, its events and in each event four values.
  const std::size_t others = 1 + 3 + k2026.size() * 5;
  const auto numbers = [](std::size_t count) {
    std::string list = "[1";
    for (std::size_t i = 1; i < count; ++i) list += ",1";
    return list + "]";
  };
  EXPECT_EQ(holidays_of(load_json(with(numbers(kMaximumJsonValues - others)))), k2026);
  EXPECT_THAT(only_error(load_json(with(numbers(kMaximumJsonValues - others + 1)))),
              HasSubstr("more than 20000 values"));
}

TEST(BankHolidayLimits, ATitleAndTheFile) {
  auto events = k2026;
  events[0].second = std::string(kLongestEventName, 'a');
  EXPECT_EQ(holidays_of(load_json(gov_uk(events))), events);
  events[0].second += 'a';
  EXPECT_THAT(only_error(load_json(gov_uk(events))), HasSubstr("longer than 200 bytes"));

  std::string content = gov_uk(k2026);
  content.append(kMaximumFileBytes - content.size(), ' ');
  EXPECT_EQ(holidays_of(load_json(content)), k2026);
  EXPECT_THAT(only_error(load_json(content + " ")), HasSubstr("larger than the 1,048,576 bytes"));
  EXPECT_THAT(only_error(load_json(gov_uk(many(39'000)) + std::string(kMaximumFileBytes, ' '))),
              HasSubstr("larger than"));
}

}  // namespace
}  // namespace termwise::settings
