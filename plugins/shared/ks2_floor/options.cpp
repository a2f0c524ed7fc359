#include "ks2_floor/options.h"

namespace termwise::ks2_floor {
namespace {

Choice mode(bool local_by_default) {
  using Choices = std::vector<std::string_view>;
  return {.name = "mode",
          .choices = local_by_default ? Choices{"local", "national"} : Choices{"national", "local"},
          .meaning =
              "national exempts a school that lacks any required figure, as DfE does; local decides wherever the "
              "missing figures could not change the verdict."};
}

constexpr Flag kSingleSubjectSignificance{
    .name = "single_subject_significance",
    .by_default = true,
    .meaning =
        "Where progress is below its floor in one subject only, the school is below the floor standard only if "
        "that score is significantly below average."};

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

}  // namespace

std::vector<Parameter> parameters(bool local_by_default) {
  return {mode(local_by_default), kSingleSubjectSignificance, kFloor, kReadingFloor, kWritingFloor, kMathsFloor};
}

Options read_options(const Facts& facts, bool local_by_default) {
  Options options;
  options.missing_measure_exempts = facts.setting(mode(local_by_default)) == "national";
  options.single_subject_significance = facts.setting(kSingleSubjectSignificance);
  options.local = {facts.setting(kFloor),
                   {facts.setting(kReadingFloor), facts.setting(kWritingFloor), facts.setting(kMathsFloor)}};
  return options;
}

}  // namespace termwise::ks2_floor
