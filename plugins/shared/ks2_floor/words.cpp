#include "ks2_floor/words.h"

#include <string>
#include <vector>

#include "ks2_floor/exemptions.h"

namespace termwise::ks2_floor {
namespace {

std::string percent(const Decimal& value) { return value.to_string() + "%"; }

// Progress is written as DfE publishes it, with one decimal or more.
std::string points(const Decimal& value) {
  return value.scale() >= 1 ? value.to_string() : value.rescaled(1).value_or(value).to_string();
}

std::string counted(std::int64_t pupils) { return std::to_string(pupils) + (pupils == 1 ? " pupil" : " pupils"); }

std::string joined(const std::vector<std::string>& items) {
  std::string text;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (i > 0) text += i + 1 == items.size() ? " and " : ", ";
    text += items[i];
  }
  return text;
}

// "reading (-5.2, floor -5.0)" for each subject whose comparison came out so.
std::string scores(const Judgement& j, Truth under) {
  std::vector<std::string> items;
  for (std::size_t i = 0; i < kSubjectCount; ++i)
    if (j.limbs.under[i] == under)
      items.push_back(std::string(kSubjects[i].name) + " (" + points(*j.figures.score[i].number()) + ", floor " +
                      points(j.standard.progress[i].value) + ")");
  return joined(items);
}

std::string missing_attainment(Missing reason) {
  return "the percentage reaching the expected standard is " + std::string(in_words(reason));
}

// "progress in writing is suppressed to protect pupils" for each score that is missing.
std::vector<std::string> missing_scores(const Figures& figures) {
  std::vector<std::string> items;
  for (std::size_t i = 0; i < kSubjectCount; ++i)
    if (const Missing* missing = figures.score[i].missing())
      items.push_back("progress in " + std::string(kSubjects[i].name) + " is " + std::string(in_words(*missing)));
  return items;
}

// The same for each required figure.
std::string missing_figures(const Figures& figures) {
  std::vector<std::string> items = missing_scores(figures);
  if (const Missing* missing = figures.attainment.missing()) items.insert(items.begin(), missing_attainment(*missing));
  return joined(items);
}

std::string count_range(const Counts& counts) {
  if (counts.first == counts.last) return std::to_string(counts.first);
  return std::to_string(counts.first) + (counts.last == counts.first + 1 ? " or " : " to ") +
         std::to_string(counts.last);
}

// "18 of 31 pupils (58%)"
std::string attained(const Judgement& j) {
  const std::string published = percent(*j.figures.attainment.number());
  if (!j.attainment.counts) return published + " of pupils (as published)";
  std::string text = count_range(*j.attainment.counts) + " of " + counted(j.attainment.counts->cohort) + " (";
  text += j.attainment.differs_from_published ? "published as " + published + ", but in fact just " +
                                                    (j.attainment.below == Truth::yes ? "under" : "over")
                                              : published;
  return text + ")";
}

std::string upper_limit(const Judgement& j, std::size_t subject) {
  return "upper confidence limit " + points(*j.figures.upper[subject].number());
}

// That the scores which are missing leave the verdict as it is.
std::string without_difference(const Judgement& j) {
  const auto missing = missing_scores(j.figures);
  return missing.empty() ? std::string() : "; " + joined(missing) + ", which could not change this";
}

// What progress says, in a clause, where it decides.
std::string progress_below(const Judgement& j) {
  std::string text = "progress was below the floor in " + scores(j, Truth::yes);
  if (how_many(j.limbs, Truth::yes) == 1 && j.limbs.significance_counts)
    for (std::size_t i = 0; i < kSubjectCount; ++i)
      if (j.limbs.under[i] == Truth::yes) text += " and significantly below average there (" + upper_limit(j, i) + ")";
  text += without_difference(j);
  return text;
}

std::string progress_not_below(const Judgement& j) {
  if (const auto only = only_subject_under(j.limbs))
    return "progress was below the floor only in " + scores(j, Truth::yes) +
           ", and not significantly below average there (" + upper_limit(j, *only) + ")";
  return "progress was at or above the floor in " + scores(j, Truth::no) + without_difference(j);
}

// Why attainment is not known to be on either side of its floor.
std::string attainment_gap(const Judgement& j) {
  if (const Missing* missing = j.figures.attainment.missing()) return missing_attainment(*missing);
  return "the published " + percent(*j.figures.attainment.number()) + " may stand for " +
         count_range(*j.attainment.counts) + " of " + counted(j.attainment.counts->cohort) +
         ", which lie on both sides of the " + percent(j.standard.attainment.value) + " floor";
}

void add_attainment(const Judgement& j, Finding& finding) {
  finding.add_argument("attained", attained(j));
  finding.add_argument("floor", percent(j.standard.attainment.value));
}

}  // namespace

void say_no_standard(const Standard& standard, int year, Finding& finding) {
  const bool removed = standard.state == StandardState::removed;
  const std::string_view state = removed ? "removed" : "no-data";
  // The evidence is the standards' own entry, with its source and confidence.
  finding.compare(Text(state, {"standard", year, 0}), state, {standard.source, standard.in_force, standard.confidence});
  finding.set_template(removed ? "no-standard-removed" : "no-standard-no-data");
}

void say_exempt(std::string_view reason, const Figures& figures, const FloorStandard& standard, Finding& finding) {
  if (reason == "NOT_MAINSTREAM") {
    finding.set_template("exempt-not-mainstream");
  } else if (reason == "CLOSED") {
    finding.set_template("exempt-closed");
  } else if (reason == "NO_COHORT") {
    finding.set_template("exempt-no-cohort");
  } else if (reason == "SMALL_COHORT") {
    finding.set_template("exempt-small-cohort");
    finding.add_argument("cohort", counted(pupils(figures.cohort).value_or(0)));
    finding.add_argument("limit", standard.cohort.value.to_string());
  } else if (reason == "LOW_COVERAGE") {
    std::vector<std::string> subjects;
    for (std::size_t i = 0; i < kSubjectCount; ++i) {
      const Missing* missing = figures.score[i].missing();
      const bool withheld = missing != nullptr && *missing == Missing::low_coverage;
      if (standard.coverage[i].test(figures.coverage[i]) == Truth::yes)
        subjects.push_back(std::string(kSubjects[i].name) + " (" + percent(*figures.coverage[i].number()) + ")");
      else if (withheld)
        subjects.push_back(std::string(kSubjects[i].name) + " (score withheld)");
    }
    finding.set_template("exempt-low-coverage");
    finding.add_argument("subjects", joined(subjects));
    finding.add_argument("limit", percent(standard.coverage[0].value));
  } else if (reason == "MISSING_MEASURE") {
    finding.set_template("exempt-missing-measure");
    finding.add_argument("missing", missing_figures(figures));
  } else {
    const Missing* missing = figures.cohort.missing();
    finding.set_template("not-evaluable-cohort");
    finding.add_argument("problem", missing != nullptr ? std::string(in_words(*missing)) : "not a number of pupils");
  }
}

void say_verdict(const Judgement& j, Finding& finding) {
  if (j.below == Truth::yes) {
    const bool writing_only = only_subject_under(j.limbs) == kWriting;
    finding.set_template(writing_only ? "below-writing-only" : "below");
    add_attainment(j, finding);
    finding.add_argument("progress", progress_below(j));
  } else if (j.limbs.attainment_below == Truth::no) {
    finding.set_template("not-below-attainment");
    add_attainment(j, finding);
  } else if (j.limbs.attainment_below == Truth::yes) {
    finding.set_template("not-below-progress");
    add_attainment(j, finding);
    finding.add_argument("progress", progress_not_below(j));
  } else {
    finding.set_template("not-below-any-attainment");
    finding.add_argument("gap", attainment_gap(j));
    finding.add_argument("progress", progress_not_below(j));
  }
}

void say_not_evaluable(std::string_view reason, const Judgement& j, Finding& finding) {
  if (reason == "MISSING_MEASURE") {
    finding.set_template("not-evaluable-measure");
    finding.add_argument("missing", missing_figures(j.figures));
  } else if (reason == "MISSING_INTERVAL") {
    std::vector<std::string> subjects;
    for (std::size_t i = 0; i < kSubjectCount; ++i)
      if (j.limbs.under[i] == Truth::yes && j.figures.upper[i].missing() != nullptr)
        subjects.push_back("the upper confidence limit in " + std::string(kSubjects[i].name) + " is " +
                           std::string(in_words(*j.figures.upper[i].missing())));
    finding.set_template("not-evaluable-interval");
    finding.add_argument("under", scores(j, Truth::yes));
    finding.add_argument("problem", joined(subjects));
  } else {
    finding.set_template("not-evaluable-rounding");
    finding.add_argument("gap", attainment_gap(j));
    finding.add_argument("progress", progress_below(j));
  }
}

}  // namespace termwise::ks2_floor
