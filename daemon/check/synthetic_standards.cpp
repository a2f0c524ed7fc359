#include "check/synthetic_standards.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace termwise::check {
namespace {

constexpr std::int64_t kYearsBefore = 2;  // coasting looks at three years
constexpr std::int64_t kLastWithMedians = 2015;
constexpr std::int64_t kFirstWithMedians = 2014;
constexpr std::int64_t kYearWithout = 2009;
constexpr const char* kPrimary = "DfE primary floor standard";
constexpr const char* kSecondary = "DfE secondary floor standard";
constexpr const char* kRegulations = "Coasting Schools (England) Regulations 2017";

// One standard in one year; thresholds in hundredths.
class Lines {
 public:
  Lines(const char* standard, const char* stage, std::int64_t year, const char* source, std::vector<StandardLine>& all)
      : standard_(standard), stage_(stage), year_(year), source_(source), all_(all) {}

  void add(std::string measure, std::int64_t hundredths, const char* limb, const char* within) {
    all_.push_back({standard_, stage_, year_, "set", std::move(measure), "<", hundredths, true, limb, within, source_,
                    "results of " + std::to_string(year_), "verified"});
  }
  // A score with its confidence limit and its coverage.
  void add_score(const std::string& measure, std::int64_t hundredths, const char* within) {
    add(measure, hundredths, "progress", within);
    add(measure + "_COVERAGE", 50'00, "coverage", "exempt");
    add(measure + "_UPPER", 0, "significance", "single-subject");
  }

 private:
  const char* standard_;
  const char* stage_;
  std::int64_t year_;
  const char* source_;
  std::vector<StandardLine>& all_;
};

StandardLine without(const char* standard, const char* stage, std::int64_t year, const char* state) {
  StandardLine line;
  line.standard = standard;
  line.stage = stage;
  line.year = year;
  line.state = state;
  line.source = kPrimary;
  line.in_force = "results of " + std::to_string(year);
  line.confidence = "verified";
  return line;
}

// As they were for 2016 to 2018.
void add_scores(std::int64_t year, std::vector<StandardLine>& all) {
  Lines floor("floor", "ks2", year, kPrimary, all);
  floor.add("KS2_COHORT", 11'00, "cohort", "exempt");
  floor.add("KS2_EXS_RWM", 65'00, "attainment", "and");
  floor.add_score("KS2_PROG_R", -5'00, "any-sig1");
  floor.add_score("KS2_PROG_W", -7'00, "any-sig1");
  floor.add_score("KS2_PROG_M", -5'00, "any-sig1");

  Lines coasting("coasting", "ks2", year, kRegulations, all);
  coasting.add("KS2_COHORT", 11'00, "cohort", "exempt");
  coasting.add("KS2_EXS_RWM", 85'00, "attainment", "and");
  coasting.add_score("KS2_PROG_R", -2'50, "any-each-sig");
  coasting.add_score("KS2_PROG_W", -3'50, "any-each-sig");
  coasting.add_score("KS2_PROG_M", -2'50, "any-each-sig");

  Lines floor_at_16("floor", "ks4", year, kSecondary, all);
  floor_at_16.add("KS4_COHORT", 6'00, "cohort", "exempt");
  floor_at_16.add_score("KS4_P8", -50, "any-each-sig");

  Lines coasting_at_16("coasting", "ks4", year, kRegulations, all);
  coasting_at_16.add("KS4_COHORT", 6'00, "cohort", "exempt");
  coasting_at_16.add_score("KS4_P8", -25, "any-each-sig");
}

// Much as they were for 2014 and 2015: progress against national medians. That of maths is missing in the earlier year.
void add_medians(std::int64_t year, std::vector<StandardLine>& all) {
  for (const auto& [standard, at_11, at_16] :
       {std::tuple{"floor", 65'00, 40'00}, std::tuple{"coasting", 85'00, 60'00}}) {
    const bool is_floor = std::string_view(standard) == "floor";
    Lines primary(standard, "ks2", year, is_floor ? kPrimary : kRegulations, all);
    primary.add("KS2_COHORT", 11'00, "cohort", "exempt");
    primary.add("KS2_L4_RWM", at_11, "attainment", "and");
    Lines secondary(standard, "ks4", year, is_floor ? kSecondary : kRegulations, all);
    secondary.add("KS4_COHORT", 11'00, "cohort", "exempt");
    secondary.add("KS4_5ACEM", at_16, "attainment", "and");
    for (const char* median : {"KS2_LP2_R", "KS2_LP2_W"}) primary.add(median, 94'00, "progress", "and");
    secondary.add("KS4_LP3_E", 73'00, "progress", "and");
    if (year < kLastWithMedians) continue;
    primary.add("KS2_LP2_M", 93'00, "progress", "and");
    secondary.add("KS4_LP3_M", 68'00, "progress", "and");
  }
}

// Standards of every kind that there was, so that rules about them have something to decide where no configuration says.
std::vector<StandardLine> standards_of(std::int64_t year) {
  std::vector<StandardLine> all;
  if (year > kLastWithMedians) {
    add_scores(year, all);
  } else if (year >= kFirstWithMedians) {
    add_medians(year, all);
  } else if (year > kYearWithout) {
    Lines("floor", "ks2", year, kPrimary, all).add("KS2_L4_EM", 60'00, "attainment", "alone");
    Lines("floor", "ks4", year, kSecondary, all).add("KS4_5ACEM", 35'00, "attainment", "alone");
  } else if (year < kYearWithout) {
    for (const char* target : {"KS2_L4_E", "KS2_L4_M"})
      Lines("floor", "ks2", year, kPrimary, all).add(target, 65'00, "attainment", "separate");
    Lines("floor", "ks4", year, kSecondary, all).add("KS4_5AC", 25'00, "attainment", "alone");
  }
  for (const char* stage : {"ks2", "ks4"}) {
    if (year == kYearWithout) all.push_back(without("floor", stage, year, "removed"));
    if (year < kFirstWithMedians) all.push_back(without("coasting", stage, year, "removed"));
  }
  return all;
}

std::vector<StandardLine> configured(const settings::Settings& settings) {
  std::vector<StandardLine> lines;
  for (const auto& row : settings.standards) {
    StandardLine line{row.standard, row.stage, row.year.summer(), "set",      row.measure,  row.operation, 0,
                      false,        row.limb,  row.within,        row.source, row.in_force, row.confidence};
    if (row.state == settings::StandardState::removed) line.state = "removed";
    if (row.state == settings::StandardState::no_data) line.state = "no-data";
    const auto value = row.value ? row.value->rescaled(static_cast<int>(kStandardScale)) : std::nullopt;
    if (value) {
      line.value = value->units();
      line.has_value = true;
    }
    // A threshold with more decimals than this table has would be another threshold.
    if (line.has_value == row.value.has_value()) lines.push_back(std::move(line));
  }
  return lines;
}

// Every standard of the year and of later ones replaced by a line that says why there is none: one that is set again later
// was not removed.
void withdraw(std::vector<StandardLine>& lines, std::int64_t year, const char* state) {
  std::vector<StandardLine> kept;
  for (auto& line : lines) {
    const bool there = std::any_of(kept.begin(), kept.end(), [&](const StandardLine& other) {
      return other.year == line.year && other.standard == line.standard && other.stage == line.stage;
    });
    if (line.year < year)
      kept.push_back(std::move(line));
    else if (!there)
      kept.push_back({line.standard,
                      line.stage,
                      line.year,
                      state,
                      {},
                      {},
                      0,
                      false,
                      {},
                      {},
                      line.source,
                      line.in_force,
                      line.confidence});
  }
  lines = std::move(kept);
}

}  // namespace

std::vector<StandardLine> standard_lines(const Scene& scene, std::int32_t year, const settings::Settings* settings) {
  if (scene.standards == Standards::no_rows) return {};
  std::vector<StandardLine> lines;
  const std::int64_t of = scene.standards == Standards::earlier ? scene.standards_of : year;
  if (settings)
    lines = configured(*settings);
  else
    for (std::int64_t each = of - kYearsBefore; each <= of + 1; ++each)
      for (auto& line : standards_of(each)) lines.push_back(std::move(line));
  for (auto& line : lines) line.year += year - of;
  if (scene.standards == Standards::removed) withdraw(lines, year, "removed");
  if (scene.standards == Standards::no_data) withdraw(lines, year, "no-data");
  for (auto& line : lines) {
    if (scene.standards == Standards::unknown_operator && !line.operation.empty()) line.operation = "~";
    if (scene.standards == Standards::unknown_measure && !line.measure.empty()) line.measure += "_UNHEARD_OF";
  }
  std::sort(lines.begin(), lines.end(), [](const auto& a, const auto& b) {
    return std::tie(a.standard, a.stage, a.year, a.measure) < std::tie(b.standard, b.stage, b.year, b.measure);
  });
  return lines;
}

}  // namespace termwise::check
