#include "ks2_floor/figures.h"

namespace termwise::ks2_floor {

std::vector<Need> needs() {
  Need measures{"measure/1", 0, {std::string(kCohort), std::string(kAttainment)}};
  for (const Subject& subject : kSubjects)
    for (const std::string_view code : {subject.score, subject.lower, subject.upper, subject.coverage})
      measures.names.emplace_back(code);
  return {{"school/1", 0, {}}, measures, {"standard/1", 0, {}}};
}

Figures read_figures(const School& school) {
  const auto read = [&](std::string_view code) { return school.measure(code, school.year()); };
  return {school.kind(),
          school.status(),
          read(kCohort),
          read(kAttainment),
          for_each_subject([&](std::size_t i) { return read(kSubjects[i].score); }),
          for_each_subject([&](std::size_t i) { return read(kSubjects[i].lower); }),
          for_each_subject([&](std::size_t i) { return read(kSubjects[i].upper); }),
          for_each_subject([&](std::size_t i) { return read(kSubjects[i].coverage); })};
}

}  // namespace termwise::ks2_floor
