// Worlds with the national standards of every year to 2018, as DfE set them, and schools in the terms of each year's tables.
// The thresholds stand here a second time, so that a test fails where config/standards and the rules drift apart.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "floor_world.h"

namespace termwise::plugin_tests {

inline constexpr const char* kKs4Floor = "ks4-floor";
inline constexpr const char* kKs2Coasting = "ks2-coasting";
inline constexpr const char* kKs4Coasting = "ks4-coasting";

struct StandardLine {
  const char* standard;
  const char* stage;
  int first;  // summers
  int last;
  const char* measure;
  const char* value;
  const char* limb;
  const char* within;
  const char* confidence = "verified";
};

inline const std::vector<StandardLine>& standard_lines() {
  static const std::vector<StandardLine> lines{
      {"floor", "ks2", 2007, 2008, "KS2_L4_E", "65", "attainment", "separate", "memory"},
      {"floor", "ks2", 2007, 2008, "KS2_L4_M", "65", "attainment", "separate", "memory"},
      {"floor", "ks2", 2009, 2009, "KS2_L4_EM", "55", "attainment", "alone"},
      {"floor", "ks2", 2010, 2012, "KS2_L4_EM", "60", "attainment", "and"},
      {"floor", "ks2", 2010, 2011, "KS2_LP2_E", "87", "progress", "and", "memory"},
      {"floor", "ks2", 2010, 2011, "KS2_LP2_M", "86", "progress", "and", "memory"},
      {"floor", "ks2", 2012, 2012, "KS2_LP2_E", "92", "progress", "and", "memory"},
      {"floor", "ks2", 2012, 2012, "KS2_LP2_M", "90", "progress", "and", "memory"},
      {"floor", "ks2", 2013, 2013, "KS2_L4_RWM", "60", "attainment", "and"},
      {"floor", "ks2", 2013, 2013, "KS2_LP2_R", "91", "progress", "and"},
      {"floor", "ks2", 2013, 2013, "KS2_LP2_W", "95", "progress", "and"},
      {"floor", "ks2", 2013, 2013, "KS2_LP2_M", "92", "progress", "and"},
      {"floor", "ks2", 2014, 2015, "KS2_L4_RWM", "65", "attainment", "and"},
      {"floor", "ks2", 2014, 2015, "KS2_LP2_R", "94", "progress", "and"},
      {"floor", "ks2", 2014, 2014, "KS2_LP2_W", "96", "progress", "and"},
      {"floor", "ks2", 2015, 2015, "KS2_LP2_W", "97", "progress", "and"},
      {"floor", "ks2", 2014, 2015, "KS2_LP2_M", "93", "progress", "and"},
      {"floor", "ks2", 2010, 2018, "KS2_COHORT", "11", "cohort", "exempt"},
      {"floor", "ks2", 2016, 2018, "KS2_EXS_RWM", "65", "attainment", "and"},
      {"floor", "ks2", 2016, 2018, "KS2_PROG_R", "-5", "progress", "any-sig1"},
      {"floor", "ks2", 2016, 2018, "KS2_PROG_W", "-7", "progress", "any-sig1"},
      {"floor", "ks2", 2016, 2018, "KS2_PROG_M", "-5", "progress", "any-sig1"},
      {"floor", "ks2", 2016, 2017, "KS2_PROG_R_UPPER", "0", "significance", "single-subject", "memory"},
      {"floor", "ks2", 2016, 2017, "KS2_PROG_W_UPPER", "0", "significance", "single-subject", "memory"},
      {"floor", "ks2", 2016, 2017, "KS2_PROG_M_UPPER", "0", "significance", "single-subject", "memory"},
      {"floor", "ks2", 2018, 2018, "KS2_PROG_R_UPPER", "0", "significance", "single-subject"},
      {"floor", "ks2", 2018, 2018, "KS2_PROG_W_UPPER", "0", "significance", "single-subject"},
      {"floor", "ks2", 2018, 2018, "KS2_PROG_M_UPPER", "0", "significance", "single-subject"},
      {"floor", "ks2", 2016, 2018, "KS2_PROG_R_COVERAGE", "50", "coverage", "exempt", "memory"},
      {"floor", "ks2", 2016, 2018, "KS2_PROG_W_COVERAGE", "50", "coverage", "exempt", "memory"},
      {"floor", "ks2", 2016, 2018, "KS2_PROG_M_COVERAGE", "50", "coverage", "exempt", "memory"},

      {"floor", "ks4", 2004, 2004, "KS4_5AC", "20", "attainment", "alone"},
      {"floor", "ks4", 2006, 2006, "KS4_5AC", "25", "attainment", "alone", "memory"},
      {"floor", "ks4", 2008, 2009, "KS4_5ACEM", "30", "attainment", "alone"},
      {"floor", "ks4", 2010, 2010, "KS4_5ACEM", "35", "attainment", "and", "memory"},
      {"floor", "ks4", 2010, 2010, "KS4_LP3_E", "72", "progress", "and", "memory"},
      {"floor", "ks4", 2010, 2010, "KS4_LP3_M", "65", "progress", "and", "memory"},
      {"floor", "ks4", 2011, 2011, "KS4_5ACEM", "35", "attainment", "and"},
      {"floor", "ks4", 2011, 2011, "KS4_LP3_E", "74", "progress", "and", "memory"},
      {"floor", "ks4", 2011, 2011, "KS4_LP3_M", "66", "progress", "and", "memory"},
      {"floor", "ks4", 2012, 2015, "KS4_5ACEM", "40", "attainment", "and"},
      {"floor", "ks4", 2012, 2012, "KS4_LP3_E", "70", "progress", "and", "memory"},
      {"floor", "ks4", 2012, 2012, "KS4_LP3_M", "70", "progress", "and", "memory"},
      {"floor", "ks4", 2013, 2013, "KS4_LP3_E", "73", "progress", "and", "memory"},
      {"floor", "ks4", 2013, 2013, "KS4_LP3_M", "73", "progress", "and", "memory"},
      {"floor", "ks4", 2014, 2014, "KS4_LP3_E", "74", "progress", "and"},
      {"floor", "ks4", 2014, 2014, "KS4_LP3_M", "67", "progress", "and"},
      {"floor", "ks4", 2015, 2015, "KS4_LP3_E", "73", "progress", "and"},
      {"floor", "ks4", 2015, 2015, "KS4_LP3_M", "68", "progress", "and"},
      {"floor", "ks4", 2004, 2015, "KS4_COHORT", "11", "cohort", "exempt", "memory"},
      {"floor", "ks4", 2015, 2015, "KS4_P8", "-0.5", "opted-in", "any-each-sig"},
      {"floor", "ks4", 2016, 2016, "KS4_P8", "-0.5", "progress", "any-each-sig"},
      {"floor", "ks4", 2017, 2018, "KS4_P8", "-0.5", "progress", "any-each-sig", "memory"},
      {"floor", "ks4", 2015, 2016, "KS4_P8_UPPER", "0", "significance", "single-subject"},
      {"floor", "ks4", 2017, 2018, "KS4_P8_UPPER", "0", "significance", "single-subject", "memory"},
      {"floor", "ks4", 2015, 2018, "KS4_P8_COVERAGE", "50", "coverage", "exempt"},
      {"floor", "ks4", 2016, 2018, "KS4_COHORT", "6", "cohort", "exempt"},

      {"coasting", "ks2", 2014, 2015, "KS2_L4_RWM", "85", "attainment", "and"},
      {"coasting", "ks2", 2014, 2015, "KS2_LP2_R", "94", "progress", "and"},
      {"coasting", "ks2", 2014, 2014, "KS2_LP2_W", "96", "progress", "and"},
      {"coasting", "ks2", 2015, 2015, "KS2_LP2_W", "97", "progress", "and"},
      {"coasting", "ks2", 2014, 2015, "KS2_LP2_M", "93", "progress", "and"},
      {"coasting", "ks2", 2014, 2018, "KS2_COHORT", "11", "cohort", "exempt"},
      {"coasting", "ks2", 2016, 2018, "KS2_EXS_RWM", "85", "attainment", "and"},
      {"coasting", "ks2", 2016, 2018, "KS2_PROG_R", "-2.5", "progress", "any-each-sig"},
      {"coasting", "ks2", 2016, 2018, "KS2_PROG_W", "-3.5", "progress", "any-each-sig"},
      {"coasting", "ks2", 2016, 2018, "KS2_PROG_M", "-2.5", "progress", "any-each-sig"},
      {"coasting", "ks2", 2016, 2018, "KS2_PROG_R_UPPER", "0", "significance", "single-subject"},
      {"coasting", "ks2", 2016, 2018, "KS2_PROG_W_UPPER", "0", "significance", "single-subject"},
      {"coasting", "ks2", 2016, 2018, "KS2_PROG_M_UPPER", "0", "significance", "single-subject"},
      {"coasting", "ks2", 2016, 2018, "KS2_PROG_R_COVERAGE", "50", "coverage", "exempt"},
      {"coasting", "ks2", 2016, 2018, "KS2_PROG_W_COVERAGE", "50", "coverage", "exempt"},
      {"coasting", "ks2", 2016, 2018, "KS2_PROG_M_COVERAGE", "50", "coverage", "exempt"},

      {"coasting", "ks4", 2014, 2015, "KS4_5ACEM", "60", "attainment", "and"},
      {"coasting", "ks4", 2014, 2014, "KS4_LP3_E", "74", "progress", "and"},
      {"coasting", "ks4", 2014, 2014, "KS4_LP3_M", "67", "progress", "and"},
      {"coasting", "ks4", 2015, 2015, "KS4_LP3_E", "73", "progress", "and"},
      {"coasting", "ks4", 2015, 2015, "KS4_LP3_M", "68", "progress", "and"},
      {"coasting", "ks4", 2014, 2015, "KS4_COHORT", "11", "cohort", "exempt", "memory"},
      {"coasting", "ks4", 2015, 2015, "KS4_P8", "-0.25", "opted-in", "any-each-sig"},
      {"coasting", "ks4", 2016, 2018, "KS4_P8", "-0.25", "progress", "any-each-sig"},
      {"coasting", "ks4", 2015, 2018, "KS4_P8_UPPER", "0", "significance", "single-subject"},
      {"coasting", "ks4", 2015, 2018, "KS4_P8_COVERAGE", "50", "coverage", "exempt"},
      {"coasting", "ks4", 2016, 2018, "KS4_COHORT", "6", "cohort", "exempt"},
  };
  return lines;
}

// Leaves out the rows of one measure in one year, where a test wants them to be lacking.
inline World world_from(const std::vector<StandardLine>& lines, int summer, const char* without = nullptr) {
  World world(summer, "886");
  for (const StandardLine& line : lines)
    for (int year = line.first; year <= line.last; ++year)
      if (without == nullptr || year != summer || std::string(without) != line.measure)
        world.standard({line.standard, line.stage, std::to_string(year), "set", line.measure, "<", line.value,
                        line.limb, line.within, std::string("source of ") + line.measure, std::to_string(year),
                        line.confidence});
  return world;
}

inline World world_of(int summer, const char* without = nullptr) {
  return world_from(standard_lines(), summer, without);
}

// Measures by code, of a school that is mainstream and open.
using Cells = std::vector<std::pair<const char*, Cell>>;

inline void add_cells(World& world, std::int64_t urn, int year, const Cells& cells) {
  auto& school = world.school(urn, year);
  for (const auto& [code, cell] : cells) school.measure(code, cell);
}

// The finding about one school; `settings` are parameters of the LA.
inline EmittedFinding judge_cells(const char* rule, int summer, const Cells& cells,
                                  const std::vector<std::pair<std::string, std::string>>& settings = {},
                                  const char* without = nullptr) {
  World world = world_of(summer, without);
  for (const auto& [name, value] : settings) world.parameter(name, value);
  add_cells(world, kUrn, summer, cells);
  return world.run(national(), rule).of(kUrn);
}

inline const std::vector<std::pair<std::string, std::string>> kLocal{{"mode", "local"}};

}  // namespace termwise::plugin_tests
