#include "standards/figures.h"

namespace termwise::standards {
namespace {

constexpr Missing kNothing = Missing::not_supplied;

class Reader {
 public:
  Reader(int years_before, const Case& school) : years_before_(years_before), school_(school) {}

  Value value(std::string_view code, int repeated) const {
    if (code.empty()) return Value(kNothing);
    if (years_before_ > 0 && years_before_ <= repeated) return school_.repeated(code, years_before_);
    return school_[Measure<Plain>{code, years_before_}];
  }

 private:
  int years_before_;
  const Case& school_;
};

std::optional<std::int64_t> whole(const Value& value) {
  if (value.number() == nullptr) return std::nullopt;
  const auto number = value.number()->rescaled(0);
  return number ? std::optional(number->units()) : std::nullopt;
}

// Counts that cannot be those of a share are none.
std::optional<Counted> counted(const Value& count, const Value& of) {
  const auto part = whole(count);
  const auto all = whole(of);
  if (!part || !all || *all <= 0 || *part < 0 || *part > *all) return std::nullopt;
  return Counted{*part, *all};
}

}  // namespace

std::optional<std::int64_t> pupils(const Value& cohort) {
  const auto number = whole(cohort);
  return number && *number > 0 ? number : std::nullopt;
}

const Missing* Reached::missing() const {
  static constexpr Missing kImpossible = Missing::unparseable;
  if (counted || published.missing() == nullptr) return nullptr;
  if (*published.missing() != kNothing) return published.missing();
  return count.missing() == nullptr ? &kImpossible : count.missing();
}

const Missing* Figures::missing(std::size_t subject) const {
  return counted[subject] ? nullptr : score[subject].missing();
}

Figures read_figures(const Stage& stage, const Test& test, int years_before, const Case& school) {
  const Yardstick& yardstick = *test.yardstick;
  const Reader read(years_before, school);
  Figures figures;
  figures.year = school.school().year() - years_before;
  figures.cohort = school[stage.cohort.before(years_before)];
  figures.attainment.published = read.value(yardstick.attainment, yardstick.repeated_attainment);
  figures.attainment.count = read.value(yardstick.count, 0);
  figures.attainment.counted = counted(figures.attainment.count, figures.cohort);
  for (std::size_t i = 0; i < test.subjects(); ++i) {
    const Subject& subject = yardstick.subjects[i];
    figures.score[i] = read.value(subject.measure, yardstick.repeated_progress);
    figures.lower[i] = read.value(subject.lower, yardstick.repeated_progress);
    figures.upper[i] = read.value(subject.upper, yardstick.repeated_progress);
    figures.coverage[i] = read.value(subject.coverage, 0);
    figures.count[i] = read.value(subject.count, 0);
    figures.counted[i] = counted(figures.count[i], read.value(subject.known, 0));
  }
  return figures;
}

bool says_anything(const Figures& figures, const Test& test) {
  const auto says = [](const Value& value) { return value.missing() == nullptr || *value.missing() != kNothing; };
  bool any = says(figures.cohort) || says(figures.attainment.published) || says(figures.attainment.count);
  for (std::size_t i = 0; i < test.subjects(); ++i) any = any || says(figures.score[i]) || says(figures.count[i]);
  return any;
}

std::string progress_in(const Subject& subject) {
  return subject.name == "Progress 8" ? "the Progress 8 score" : "progress in " + std::string(subject.name);
}

std::vector<std::string> missing_scores(const Figures& figures, const Test& test) {
  std::vector<std::string> items;
  for (std::size_t i = 0; i < test.subjects(); ++i)
    if (const Missing* missing = figures.missing(i))
      items.push_back(progress_in(test.yardstick->subjects[i]) + " is " + std::string(in_words(*missing)));
  return items;
}

std::string missing_attainment(const Figures& figures, const Test& test) {
  return std::string(test.yardstick->missing) + " is " + std::string(in_words(*figures.attainment.missing()));
}

std::vector<std::string> missing_figures(const Figures& figures, const Test& test) {
  std::vector<std::string> items = missing_scores(figures, test);
  if (test.attainment && figures.attainment.missing() != nullptr)
    items.insert(items.begin(), missing_attainment(figures, test));
  return items;
}

bool misses_a_required_figure(const Figures& figures, const Test& test) {
  return !missing_figures(figures, test).empty();
}

}  // namespace termwise::standards
