#include "ks2_floor/figures.h"

namespace termwise::ks2_floor {

std::vector<Read> reads() {
  std::vector<Read> all{kCohort, kAttainment};
  for (const Subject& subject : kSubjects)
    all.insert(all.end(), {Read(subject.score), Read(subject.lower), Read(subject.upper), Read(subject.coverage)});
  return all;
}

Figures read_figures(const Case& school) {
  return {school.school().kind(),
          school.school().status(),
          school[kCohort],
          school[kAttainment],
          for_each_subject([&](std::size_t i) { return school[kSubjects[i].score]; }),
          for_each_subject([&](std::size_t i) { return school[kSubjects[i].lower]; }),
          for_each_subject([&](std::size_t i) { return school[kSubjects[i].upper]; }),
          for_each_subject([&](std::size_t i) { return school[kSubjects[i].coverage]; })};
}

}  // namespace termwise::ks2_floor
