#include "standards/options.h"

namespace termwise::standards {
namespace {

constexpr Number<Percent> kFloor{
    .name = "floor",
    .minimum = "0",
    .maximum = "100",
    .meaning =
        "The LA's own floor for pupils reaching the expected standard in reading, writing and maths; the national "
        "one where it is not set."};

constexpr Number<Points> kReadingFloor{
    .name = "reading_progress_floor",
    .minimum = "-50",
    .maximum = "50",
    .meaning = "The LA's own floor for progress in reading; the national one where it is not set."};
constexpr Number<Points> kWritingFloor{
    .name = "writing_progress_floor",
    .minimum = "-50",
    .maximum = "50",
    .meaning = "The LA's own floor for progress in writing; the national one where it is not set."};
constexpr Number<Points> kMathsFloor{
    .name = "maths_progress_floor",
    .minimum = "-50",
    .maximum = "50",
    .meaning = "The LA's own floor for progress in maths; the national one where it is not set."};

constexpr Number<Percent> kLevel4Floor{.name = "level_4_floor",
                                       .minimum = "0",
                                       .maximum = "100",
                                       .meaning =
                                           "The LA's own floor for pupils reaching level 4 in the subjects that a "
                                           "year's standard looks at; the national one "
                                           "where it is not set."};

constexpr Number<Percent> kGcseFloor{.name = "gcse_floor",
                                     .minimum = "0",
                                     .maximum = "100",
                                     .meaning =
                                         "The LA's own floor for pupils achieving five good GCSEs, as a year's "
                                         "standard counts them; the national one where "
                                         "it is not set."};
constexpr Number<Points> kProgress8Floor{
    .name = "progress_8_floor",
    .minimum = "-10",
    .maximum = "10",
    .meaning = "The LA's own floor for Progress 8; the national one where it is not set."};

constexpr Number<Percent> kCoastingAttainment{.name = "coasting_attainment",
                                              .minimum = "0",
                                              .maximum = "100",
                                              .meaning =
                                                  "The LA's own bar for the percentage of pupils from which on a "
                                                  "primary school is not coasting; the national one "
                                                  "where it is not set."};
constexpr Number<Points> kCoastingProgress8{.name = "coasting_progress_8",
                                            .minimum = "-10",
                                            .maximum = "10",
                                            .meaning =
                                                "The LA's own bar for the Progress 8 score from which on a secondary "
                                                "school is not coasting; the national one where "
                                                "it is not set."};

template <class Unit>
void add(const Facts& facts, const Number<Unit>& parameter, std::initializer_list<std::string_view> measures,
         Own& own) {
  if (const auto value = facts.setting(parameter))
    for (const std::string_view measure : measures) own.emplace_back(measure, *value);
}

}  // namespace

Choice mode(bool local_by_default) {
  using Choices = std::vector<std::string_view>;
  return {.name = "mode",
          .choices = local_by_default ? Choices{"local", "national"} : Choices{"national", "local"},
          .meaning =
              "national exempts a school that lacks any required figure, as DfE does; local decides wherever the "
              "missing figures could not change the verdict."};
}

Flag single_subject_significance() {
  return {.name = "single_subject_significance",
          .by_default = true,
          .meaning =
              "Where progress is below its floor in one subject only, the school is below the floor standard only if "
              "that score is significantly below average."};
}

std::vector<Parameter> ks2_floors() { return {kFloor, kReadingFloor, kWritingFloor, kMathsFloor, kLevel4Floor}; }
std::vector<Parameter> ks4_floors() { return {kGcseFloor, kProgress8Floor}; }
std::vector<Parameter> ks2_coasting_bars() { return {kCoastingAttainment}; }
std::vector<Parameter> ks4_coasting_bars() { return {kCoastingProgress8}; }

Own own_ks2_floors(const Facts& facts) {
  Own own;
  add(facts, kFloor, {"KS2_EXS_RWM"}, own);
  add(facts, kReadingFloor, {"KS2_PROG_R"}, own);
  add(facts, kWritingFloor, {"KS2_PROG_W"}, own);
  add(facts, kMathsFloor, {"KS2_PROG_M"}, own);
  add(facts, kLevel4Floor, {"KS2_L4_RWM", "KS2_L4_EM", "KS2_L4_E", "KS2_L4_M"}, own);
  return own;
}

Own own_ks4_floors(const Facts& facts) {
  Own own;
  add(facts, kGcseFloor, {"KS4_5ACEM", "KS4_5AC"}, own);
  add(facts, kProgress8Floor, {"KS4_P8"}, own);
  return own;
}

Own own_ks2_coasting_bars(const Facts& facts) {
  Own own;
  add(facts, kCoastingAttainment, {"KS2_EXS_RWM", "KS2_L4_RWM"}, own);
  return own;
}

Own own_ks4_coasting_bars(const Facts& facts) {
  Own own;
  add(facts, kCoastingProgress8, {"KS4_P8"}, own);
  return own;
}

}  // namespace termwise::standards
