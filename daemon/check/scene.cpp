#include "check/scene.h"

#include <utility>

#include <fmt/format.h>

#include "base/text.h"

namespace termwise::check {
namespace {

constexpr std::string_view kReasonWords[] = {"",
                                             "suppressed",
                                             "not applicable",
                                             "not entered",
                                             "not published",
                                             "below the coverage limit",
                                             "of a new school",
                                             "not supplied",
                                             "unreadable"};
static_assert(std::size(kReasonWords) == TW_UNPARSEABLE + 1);

// One of each kind of standard there was: progress against medians, with one of them missing, in all of the three years that
// coasting looks at, attainment alone, a year without, and several targets side by side.
constexpr std::int64_t kEarlierYears[] = {2016, 2015, 2014, 2012, 2009, 2008};

Scene scene(std::string id, std::string words, std::string hint) {
  Scene result;
  result.id = std::move(id);
  result.words = std::move(words);
  result.hint = std::move(hint);
  return result;
}

Scene with_figures(std::string id, std::string words, Figures figures) {
  Scene result = scene(std::move(id), std::move(words),
                       "Files may hold such figures by mistake: compare them without overflowing, and test before you "
                       "divide.");
  result.figures = figures;
  return result;
}

Scene with_standards(std::string id, std::string words, Standards standards, bool may_fail) {
  Scene result = scene(std::move(id), std::move(words),
                       "Look at a standard's state, and say in a sentence what is missing where nothing else is left.");
  result.standards = standards;
  result.may_fail = may_fail;
  return result;
}

// What a national standard was made of differs from year to year.
Scene with_standards_of(std::int64_t year) {
  Scene result =
      with_standards(fmt::format("standards-of-{}", year),
                     fmt::format("500 large schools and the standards of {}", year), Standards::earlier, true);
  result.standards_of = year;
  result.figures = Figures::at_standards;
  result.schools = 500;
  return result;
}

}  // namespace

Scene usual_scene() {
  return scene("usual", "50 schools with plausible figures",
               "Run the rule in a debugger over the harness's facts, and mend what fails.");
}

Scene gappy_scene() {
  Scene result = scene("gaps", "500 schools with many figures missing",
                       "Look at a column's reason before its value: any figure may be missing.");
  result.figures = Figures::gaps;
  result.schools = 500;
  return result;
}

Scene hostile_scene() {
  Scene result =
      scene("hostile-texts", "names with right-to-left marks, control characters, HTML, braces and 4,000 bytes",
            "Hand texts on as they are and by their size: Termwise escapes them where they are shown.");
  result.texts = Texts::hostile;
  return result;
}

std::vector<Scene> all_scenes(bool standards_matter) {
  std::vector<Scene> scenes;
  Scene none = scene("no-schools", "a Local Authority without schools",
                     "Look at a table's number of rows before you read the first one.");
  none.schools = 0;
  scenes.push_back(std::move(none));
  Scene one = scene("one-school", "a single school", "Look at a table's number of rows before you read further ones.");
  one.schools = 1;
  scenes.push_back(std::move(one));
  scenes.push_back(usual_scene());
  scenes.push_back(gappy_scene());
  for (std::uint8_t reason = TW_SUPPRESSED; reason <= TW_UNPARSEABLE; ++reason) {
    Scene missing = scene(fmt::format("all-missing-{}", reason),
                          fmt::format("50 schools whose figures are all {}", kReasonWords[reason]),
                          "Look at a column's reason before its value, and give an outcome that says what is missing.");
    missing.figures = Figures::missing;
    missing.reason = reason;
    scenes.push_back(std::move(missing));
  }
  scenes.push_back(with_figures("zero", "figures that are all 0", Figures::zero));
  scenes.push_back(with_figures("negative", "figures that are all negative", Figures::negative));
  scenes.push_back(with_figures("over-hundred", "figures above 100, percentages included", Figures::over_hundred));
  scenes.push_back(with_figures("fine", "figures with 9 decimals", Figures::fine));
  scenes.push_back(with_figures("largest", "figures of 2^63 - 1", Figures::largest));
  scenes.push_back(with_figures("largest-fine", "figures of (2^63 - 1) / 10^9", Figures::largest_fine));
  scenes.push_back(with_figures("smallest", "figures of -2^63", Figures::smallest));
  scenes.push_back(with_figures("smallest-fine", "figures of -2^63 / 10^9", Figures::smallest_fine));
  scenes.push_back(hostile_scene());
  Scene nameless = scene("no-texts", "schools of which nothing but the numbers is known",
                         "Look at a column's reason before its text: names and kinds may be missing.");
  nameless.texts = Texts::missing;
  scenes.push_back(std::move(nameless));
  if (!standards_matter) return scenes;
  Scene at_standards = with_figures(
      "at-standards", "2,000 large schools whose figures lie at the standards' thresholds", Figures::at_standards);
  at_standards.hint = "Compare exact decimals, and say where a rounded figure leaves it open.";
  at_standards.schools = 2000;
  scenes.push_back(std::move(at_standards));
  scenes.push_back(with_standards("standard-removed", "standards withdrawn for the year", Standards::removed, false));
  scenes.push_back(
      with_standards("standard-no-data", "standards without data for the year", Standards::no_data, false));
  scenes.push_back(with_standards("no-standards", "an empty table of standards", Standards::no_rows, true));
  scenes.push_back(
      with_standards("standard-operator", "standards with an unknown operator", Standards::unknown_operator, true));
  scenes.push_back(
      with_standards("standard-measure", "standards about an unknown measure", Standards::unknown_measure, true));
  for (const std::int64_t year : kEarlierYears) scenes.push_back(with_standards_of(year));
  return scenes;
}

Scene large_scene(std::size_t schools) {
  Scene result =
      scene(fmt::format("{}-schools", schools), counted(static_cast<long long>(schools), "school", "schools"),
            "Go through the sorted tables once instead of searching them for each school.");
  result.schools = schools;
  return result;
}

}  // namespace termwise::check
