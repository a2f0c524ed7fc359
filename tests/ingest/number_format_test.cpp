#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "ingest/number_format.h"
#include "support.h"

namespace termwise::ingest::testing {
namespace {

using Kind = NumberFormat::Kind;

TEST(NumberFormat, KnowsWhatACodeIs) {
  const std::vector<std::pair<std::string, Kind>> codes{{"General", Kind::plain},
                                                        {"GENERAL", Kind::plain},
                                                        {"", Kind::plain},
                                                        {"0.00", Kind::plain},
                                                        {"#,##0;[Red]-#,##0", Kind::plain},
                                                        {"0.00E+00", Kind::plain},
                                                        {"# ?/?", Kind::plain},
                                                        {"0 \"days\"", Kind::plain},
                                                        {"0\\d", Kind::plain},
                                                        {"_d0", Kind::plain},
                                                        {"*d0", Kind::plain},
                                                        {"[$\xC2\xA3-809]#,##0.00", Kind::plain},
                                                        {"@", Kind::plain},
                                                        {"0\\%", Kind::plain},
                                                        {"0;yyyy", Kind::plain},
                                                        {"0%", Kind::percent},
                                                        {"#,##0.0%;[Red]-#,##0.0%", Kind::percent},
                                                        {"dd/mm/yyyy", Kind::date},
                                                        {"[$-809]dd mmmm yyyy;@", Kind::date},
                                                        {"[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", Kind::date},
                                                        {"mmm-yy", Kind::date},
                                                        {"YYYY", Kind::date},
                                                        {"h:mm", Kind::time},
                                                        {"mm:ss.0", Kind::time},
                                                        {"h:mm AM/PM", Kind::time},
                                                        {"hh:mm:ss a/p", Kind::time},
                                                        {"dd/mm/yyyy hh:mm", Kind::date_time},
                                                        {"m/d/yy h:mm", Kind::date_time},
                                                        {"[h]:mm:ss", Kind::elapsed},
                                                        {"[mm]:ss", Kind::elapsed},
                                                        {"\"unclosed", Kind::plain},
                                                        {"0\\", Kind::plain},
                                                        {"[", Kind::plain},
                                                        {"[h", Kind::elapsed}};
  for (const auto& [code, kind] : codes) EXPECT_EQ(read_number_format(code).kind, kind) << code;
}

TEST(NumberFormat, CountsThePlacesOfAPercentage) {
  EXPECT_EQ(read_number_format("0%"), (NumberFormat{Kind::percent, 0, 0}));
  EXPECT_EQ(read_number_format("0.0%"), (NumberFormat{Kind::percent, 1, 1}));
  EXPECT_EQ(read_number_format("0.0#%"), (NumberFormat{Kind::percent, 1, 2}));
  EXPECT_EQ(read_number_format("#,##0.00%;0%"), (NumberFormat{Kind::percent, 2, 2}));
}

TEST(NumberFormat, KnowsThoseWithoutACode) {
  // ECMA-376 part 1, 18.8.30.
  for (const unsigned plain : {0u, 1u, 4u, 11u, 12u, 13u, 37u, 40u, 48u, 49u, 163u})
    EXPECT_EQ(built_in_number_format(plain).kind, Kind::plain) << plain;
  EXPECT_EQ(built_in_number_format(9), (NumberFormat{Kind::percent, 0, 0}));
  EXPECT_EQ(built_in_number_format(10), (NumberFormat{Kind::percent, 2, 2}));
  for (const unsigned date : {14u, 15u, 16u, 17u}) EXPECT_EQ(built_in_number_format(date).kind, Kind::date) << date;
  for (const unsigned time : {18u, 19u, 20u, 21u, 45u, 47u})
    EXPECT_EQ(built_in_number_format(time).kind, Kind::time) << time;
  EXPECT_EQ(built_in_number_format(22).kind, Kind::date_time);
  EXPECT_EQ(built_in_number_format(46).kind, Kind::elapsed);
}

std::string plain(std::string_view number) {
  return number_text(number, {}, DateSystem::from_1900).value_or("(no number)");
}

TEST(NumberText, IsWhatExcelShows) {
  EXPECT_EQ(plain("0.30000000000000004"), "0.3");
  EXPECT_EQ(plain("5"), "5");
  EXPECT_EQ(plain(" +5.50 "), "5.5");
  EXPECT_EQ(plain("-0"), "0");
  EXPECT_EQ(plain("1E-3"), "0.001");
  EXPECT_EQ(plain("123456789012345678"), "123456789012346000");
  EXPECT_EQ(plain("0.1234567890123456"), "0.123456789012346");
  EXPECT_EQ(plain("9.9999999999999999"), "10");
  EXPECT_EQ(plain("-1.5"), "-1.5");
  EXPECT_EQ(plain("1e20"), "100000000000000000000");
  EXPECT_EQ(plain("1e21"), "1E+21");
  EXPECT_EQ(plain("-1.25e-16"), "-1.25E-16");
  EXPECT_EQ(plain("1e-15"), "0.000000000000001");
}

TEST(NumberText, RefusesWhatIsNone) {
  for (const char* text : {"", "-", "nan", "inf", "-inf", "0x10", "1,5", "1 2", "1e999", "--1", "+-1", "SUPP"})
    EXPECT_EQ(plain(text), "(no number)") << text;
}

TEST(NumberText, HoldsAgainstPython) {
  // Every digit that Python's %.15g gives, in full by its decimal module.
  std::string input;
  std::uint64_t state = 20170831;
  std::vector<std::string> numbers;
  for (int i = 0; i < 20'000; ++i) {
    state = state * 6364136223846793005u + 1442695040888963407u;
    const auto mantissa = static_cast<double>(state >> 11) / static_cast<double>(1ull << 53);
    static constexpr double kSizes[] = {1.0, 100.0, 1e6, 1e-4};
    char text[64];
    std::snprintf(text, sizeof text, "%s%.17g", i % 2 == 0 ? "" : "-", mantissa * kSizes[i % 4]);
    numbers.emplace_back(text);
    input += numbers.back() + "\n";
  }
  const TemporaryDirectory directory;
  const std::string output = run_python("number_oracle.py", {directory.write("numbers", input).string()});
  std::size_t at = 0;
  for (const auto& number : numbers) {
    const std::size_t end = output.find('\n', at);
    const std::string line = output.substr(at, end - at);
    at = end + 1;
    const std::size_t border = line.find(' ');
    ASSERT_EQ(plain(number), line.substr(0, border)) << number;
    ASSERT_EQ(number_text(number, {Kind::percent, 1, 1}, DateSystem::from_1900), line.substr(border + 1)) << number;
  }
}

std::string moment(std::string_view number, Kind kind, DateSystem system = DateSystem::from_1900) {
  return number_text(number, {kind}, system).value_or("(no number)");
}

TEST(NumberText, WritesTimes) {
  EXPECT_EQ(moment("0.39583333333333331", Kind::time), "09:30:00");
  EXPECT_EQ(moment("41795.39583333333", Kind::time), "09:30:00");
  EXPECT_EQ(moment("41795.39583333333", Kind::date), "2014-06-05");
  EXPECT_EQ(moment("41795.39583333333", Kind::date_time), "2014-06-05 09:30:00");
  EXPECT_EQ(moment("41795", Kind::date_time), "2014-06-05");
  EXPECT_EQ(moment("1.5", Kind::elapsed), "36:00:00");
  EXPECT_EQ(moment("-1.5", Kind::elapsed), "-1.5");
  EXPECT_EQ(moment("0.99999999999", Kind::time), "00:00:00") << "the next second, as Excel rounds";
}

TEST(NumberText, CountsDaysOfBothSystems) {
  // Microsoft's support article 214330: the two systems differ by 1,462 days; 5 July 1998 is 35981 and 34519.
  EXPECT_EQ(moment("35981", Kind::date), "1998-07-05");
  EXPECT_EQ(moment("34519", Kind::date, DateSystem::from_1904), "1998-07-05");
  EXPECT_EQ(moment("1", Kind::date), "1900-01-01");
  EXPECT_EQ(moment("59", Kind::date), "1900-02-28");
  EXPECT_EQ(moment("60", Kind::date), "1900-02-29") << "which Excel shows and never was";
  EXPECT_EQ(moment("61", Kind::date), "1900-03-01");
  EXPECT_EQ(moment("0", Kind::date), "0");
  EXPECT_EQ(moment("0", Kind::date, DateSystem::from_1904), "1904-01-01");
  EXPECT_EQ(moment("2958465", Kind::date), "9999-12-31");
  EXPECT_EQ(moment("2958466", Kind::date), "2958466");
  EXPECT_EQ(moment("43190", Kind::date), "2018-03-31");
  EXPECT_EQ(moment("43404", Kind::date), "2018-10-31");
}

}  // namespace
}  // namespace termwise::ingest::testing
