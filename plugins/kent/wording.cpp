#include "wording.h"

namespace termwise::kent {

std::vector<Template> wording() {
  return {
      {"below",
       "Kent's own application of the {year} floor standard, {approach}, finds {school} below it: {attained} "
       "reached "
       "the expected standard in reading, writing and maths, under the floor of {floor}, and {progress}."},
      {"below-writing-only",
       "Kent's own application of the {year} floor standard, {approach}, finds {school} below it: {attained} "
       "reached "
       "the expected standard in reading, writing and maths, under the floor of {floor}, and {progress}. "
       "Writing is "
       "the only subject below its floor, and DfE advised against intervening in a school on that alone."},
      {"not-below-attainment",
       "Kent's own application of the {year} floor standard, {approach}, finds {school} not below it: "
       "{attained} "
       "reached the expected standard in reading, writing and maths, and the floor is {floor}."},
      {"not-below-progress",
       "Kent's own application of the {year} floor standard, {approach}, finds {school} not below it: "
       "{attained} "
       "reached the expected standard in reading, writing and maths, which is under the floor of {floor}, "
       "but "
       "{progress}."},
      {"not-below-any-attainment",
       "Kent's own application of the {year} floor standard, {approach}, finds {school} not below it, "
       "whatever its "
       "attainment, because {progress}. Its attainment is not known exactly: {gap}."},
      {"exempt-not-mainstream",
       "Kent's own application of the {year} floor standard leaves {school} out because it judges mainstream "
       "schools "
       "only."},
      {"exempt-closed",
       "Kent's own application of the {year} floor standard leaves {school} out because it closed during the "
       "year."},
      {"exempt-no-cohort",
       "Kent's own application of the {year} floor standard leaves {school} out because it had no pupils at "
       "the end "
       "of key stage 2."},
      {"exempt-small-cohort",
       "Kent's own application of the {year} floor standard leaves {school} out because it had {cohort} at "
       "the end "
       "of key stage 2, fewer than {limit}."},
      {"exempt-low-coverage",
       "Kent's own application of the {year} floor standard leaves {school} out because progress could be "
       "measured "
       "for fewer than {limit} of its pupils in {subjects}."},
      {"exempt-missing-measure",
       "Kent's own application of the {year} floor standard, {approach}, does so with {school}: {missing}."},
      {"not-evaluable-cohort",
       "Kent's own application of the {year} floor standard cannot judge {school} because its number of "
       "pupils at "
       "the end of key stage 2 is {problem}."},
      {"not-evaluable-measure",
       "Kent's own application of the {year} floor standard, {approach}, cannot judge {school}: {missing}, "
       "and the "
       "result depends on it."},
      {"not-evaluable-interval",
       "Kent's own application of the {year} floor standard cannot judge {school}: progress was below the "
       "floor only "
       "in {under}, which counts only if it is significantly below average, and {problem}."},
      {"not-evaluable-rounding",
       "Kent's own application of the {year} floor standard cannot judge {school}: {progress}, but {gap}."},
      {"no-standard-removed",
       "No floor standard applies to {school} for {year}: the government removed it and published none for "
       "that "
       "year, and Kent has set none of its own."},
      {"no-standard-no-data",
       "No floor standard applies to {school} for {year}: there were no national key stage 2 results that "
       "year."},
  };
}

}  // namespace termwise::kent
