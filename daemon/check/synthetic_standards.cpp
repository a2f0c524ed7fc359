#include "check/synthetic_standards.h"

#include <algorithm>
#include <tuple>

namespace termwise::check {
namespace {

// The floor standard of key stage 2 as DfE set it for 2016 to 2018, so that rules about it have something to decide
// where no configuration says.
std::vector<StandardLine> floor_standard(std::int64_t year) {
  std::vector<StandardLine> lines;
  const auto add = [&](const char* measure, std::int64_t tenths, const char* limb, const char* within) {
    lines.push_back({"floor", "ks2", year, "set", measure, "<", tenths, true, limb, within,
                     "DfE primary floor standard, 2016 to 2018", "results of 2016 to 2018", "verified"});
  };
  add("KS2_COHORT", 110, "cohort", "exempt");
  add("KS2_EXS_RWM", 650, "attainment", "and");
  for (const auto& [subject, floor] : {std::pair<std::string, std::int64_t>{"M", -50}, {"R", -50}, {"W", -70}}) {
    const std::string measure = "KS2_PROG_" + subject;
    add(measure.c_str(), floor, "progress", "any-sig1");
    add((measure + "_COVERAGE").c_str(), 500, "coverage", "exempt");
    add((measure + "_UPPER").c_str(), 0, "significance", "single-subject");
  }
  return lines;
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

// Every standard of the year replaced by one line that says why there is none.
void withdraw(std::vector<StandardLine>& lines, std::int64_t year, const char* state) {
  std::vector<StandardLine> kept;
  for (auto& line : lines) {
    const bool there = !kept.empty() && kept.back().year == year && kept.back().standard == line.standard &&
                       kept.back().stage == line.stage;
    if (line.year != year)
      kept.push_back(std::move(line));
    else if (!there)
      kept.push_back({line.standard,
                      line.stage,
                      year,
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
  if (settings)
    lines = configured(*settings);
  else
    for (std::int64_t each = year - 1; each <= year + 1; ++each)
      for (auto& line : floor_standard(each)) lines.push_back(std::move(line));
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
