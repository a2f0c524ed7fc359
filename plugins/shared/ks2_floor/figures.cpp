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

std::string missing_attainment(Missing reason) {
  return "the percentage reaching the expected standard is " + std::string(in_words(reason));
}

std::vector<std::string> missing_scores(const Figures& figures) {
  std::vector<std::string> items;
  for (std::size_t i = 0; i < kSubjectCount; ++i)
    if (const Missing* missing = figures.score[i].missing())
      items.push_back("progress in " + std::string(kSubjects[i].name) + " is " + std::string(in_words(*missing)));
  return items;
}

std::string missing_figures(const Figures& figures) {
  std::vector<std::string> items = missing_scores(figures);
  if (const Missing* missing = figures.attainment.missing()) items.insert(items.begin(), missing_attainment(*missing));
  return joined(items);
}

// Of the confidence limits none is required.
bool misses_a_required_figure(const Figures& figures) {
  return figures.attainment.missing() != nullptr || !missing_scores(figures).empty();
}

}  // namespace termwise::ks2_floor
