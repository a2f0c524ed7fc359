#include "ingest/cell.h"

#include <gtest/gtest.h>

#include "support.h"

namespace termwise::ingest::testing {
namespace {

using school::Missing;
using school::Unit;

NumberCell read(std::string_view text, Unit unit = Unit::score, int scale = 1) {
  static const settings::Settings settings = small_settings();
  static const MissingCodes missing(settings.layouts.front().missing);
  return read_number(text, {"KS2_X", "ks2", unit, scale, "", school::Direction::neutral, ""}, missing);
}

void expect_fault(const NumberCell& cell, CellFault fault) {
  EXPECT_EQ(cell.fault, fault);
  ASSERT_NE(cell.value.missing(), nullptr);
  EXPECT_EQ(*cell.value.missing(), Missing::unparseable);
}

TEST(Cell, ReadsNumbersExactly) {
  EXPECT_EQ(read("-5").value, number(-50, 1));
  EXPECT_EQ(read(" 1.2\t").value, number(12, 1));
  EXPECT_EQ(read("0.0").value, number(0));
  EXPECT_EQ(read("+3").value, number(3));
  EXPECT_EQ(read("1.20").value, number(12, 1)) << "a zero too many loses nothing";
  EXPECT_EQ(read("800313.749999", Unit::count, 6).value, number(800313749999, 6));
  EXPECT_EQ(read("2.5").value.number()->scale(), 1);
}

TEST(Cell, ReadsPercentages) {
  EXPECT_EQ(read("67%", Unit::percent, 0).value, number(67));
  EXPECT_EQ(read("67", Unit::percent, 0).value, number(67));
  EXPECT_EQ(read("64.4%", Unit::percent, 1).value, number(644, 1));
  EXPECT_EQ(read("0%", Unit::percent, 0).value, number(0)) << "zero is a value";
  expect_fault(read("67%%", Unit::percent, 0), CellFault::not_a_number);
  expect_fault(read("%", Unit::percent, 0), CellFault::not_a_number);
  expect_fault(read("67%", Unit::score, 0), CellFault::not_a_number);
}

TEST(Cell, ReadsEveryReasonForNoValue) {
  const std::vector<std::pair<std::string_view, Missing>> cells{
      {"", Missing::not_supplied},       {" ", Missing::not_supplied},  {"NULL", Missing::not_supplied},
      {"SUPP", Missing::suppressed},     {"supp", Missing::suppressed}, {" SUPP ", Missing::suppressed},
      {"NA", Missing::not_applicable},   {"NE", Missing::not_entered},  {"NP", Missing::not_published},
      {"LOWCOV", Missing::low_coverage}, {"NEW", Missing::new_school}};
  for (const auto& [text, reason] : cells) {
    const NumberCell cell = read(text);
    EXPECT_EQ(cell.fault, CellFault::none) << text;
    ASSERT_NE(cell.value.missing(), nullptr) << text;
    EXPECT_EQ(*cell.value.missing(), reason) << text;
  }
}

TEST(Cell, ACodeMayLookLikeANumber) {
  const MissingCodes missing({{"9", Missing::not_applicable}});
  const school::Measure grade{"GRADE", "ofsted", Unit::band, 0, "", school::Direction::neutral, ""};
  EXPECT_EQ(read_number("9", grade, missing).value, school::Value(Missing::not_applicable));
  EXPECT_EQ(read_number("90", grade, missing).value, number(90));
}

TEST(Cell, WhatCannotBeReadIsNeverANumber) {
  for (const std::string_view text : {"1,234", "abc", "SUPPX", "-", "1e3", "1.", ".5", "1 2",
                                      "\xC2\xA0"
                                      "5",
                                      "0x10", "--1"})
    expect_fault(read(text), CellFault::not_a_number);
}

TEST(Cell, DecimalsAreNotRounded) {
  expect_fault(read("1.23"), CellFault::too_many_decimals);
  expect_fault(read("64.4%", Unit::percent, 0), CellFault::too_many_decimals);
  expect_fault(read("1.0123456789"), CellFault::too_many_decimals);
}

TEST(Cell, NumbersBeyond64BitsAreRefused) {
  EXPECT_EQ(read("9223372036854775807", Unit::count, 0).value, number(INT64_MAX));
  expect_fault(read("9223372036854775808", Unit::count, 0), CellFault::too_large);
  expect_fault(read("9223372036854775807", Unit::count, 1), CellFault::too_large);
}

TEST(Cell, AFigureThatCannotBeIsNoFigure) {
  EXPECT_EQ(read("100", Unit::percent, 0).fault, CellFault::none);
  for (const auto& [text, unit] : {std::pair("101", Unit::percent), {"-1", Unit::percent}, {"-1", Unit::pupils}}) {
    expect_fault(read(text, unit, 0), CellFault::out_of_range);
  }
  EXPECT_EQ(read("-100", Unit::points, 0).fault, CellFault::none);
}

}  // namespace
}  // namespace termwise::ingest::testing
