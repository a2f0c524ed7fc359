#include "wording.h"

namespace termwise::national {

std::vector<Template> wording() {
  return {
      {"below",
       "{school} is below the {year} floor standard: {attained} reached the expected standard in reading, "
       "writing "
       "and maths, under the floor of {floor}, and {progress}."},
      {"below-writing-only",
       "{school} is below the {year} floor standard: {attained} reached the expected standard in reading, "
       "writing "
       "and maths, under the floor of {floor}, and {progress}. Writing is the only subject below its floor, "
       "and DfE "
       "advised against intervening in a school on that alone."},
      {"not-below-attainment",
       "{school} is not below the {year} floor standard: {attained} reached the expected standard in "
       "reading, "
       "writing and maths, and the floor is {floor}."},
      {"not-below-progress",
       "{school} is not below the {year} floor standard: {attained} reached the expected standard in "
       "reading, "
       "writing and maths, which is under the floor of {floor}, but {progress}."},
      {"not-below-any-attainment",
       "{school} is not below the {year} floor standard, whatever its attainment, because {progress}. Its "
       "attainment is not known exactly: {gap}."},
      {"exempt-not-mainstream",
       "{school} is exempt from the {year} floor standard, which judges mainstream schools only."},
      {"exempt-closed", "{school} is exempt from the {year} floor standard because it closed during the year."},
      {"exempt-no-cohort",
       "{school} is exempt from the {year} floor standard because it had no pupils at the end of key stage "
       "2."},
      {"exempt-small-cohort",
       "{school} is exempt from the {year} floor standard because it had {cohort} at the end of key stage 2, "
       "fewer "
       "than {limit}."},
      {"exempt-low-coverage",
       "{school} is exempt from the {year} floor standard because progress could be measured for fewer than "
       "{limit} "
       "of its pupils in {subjects}."},
      {"exempt-missing-measure",
       "{school} is exempt from the {year} floor standard because DfE leaves out schools without a figure "
       "for every "
       "measure: {missing}."},
      {"not-evaluable-cohort",
       "{school} cannot be judged against the {year} floor standard because its number of pupils at the end "
       "of key "
       "stage 2 is {problem}."},
      {"not-evaluable-measure",
       "{school} cannot be judged against the {year} floor standard: {missing}, and the result depends on "
       "it."},
      {"not-evaluable-interval",
       "{school} cannot be judged against the {year} floor standard: progress was below the floor only in "
       "{under}, "
       "which counts only if it is significantly below average, and {problem}."},
      {"not-evaluable-rounding", "{school} cannot be judged against the {year} floor standard: {progress}, but {gap}."},
      {"no-standard-removed",
       "No floor standard applies to {school} for {year}: the government removed it and published none for "
       "that "
       "year."},
      {"no-standard-no-data",
       "No floor standard applies to {school} for {year}: there were no national key stage 2 results that "
       "year."},
  };
}

}  // namespace termwise::national
