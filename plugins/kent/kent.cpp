// Kent's school improvement protocol. It applies the floor standard in its own way: a school with figures
// missing is still judged where they could not change the result, and Kent may set floors of its own.
#include <termwise/plugin.hpp>

#include "ks2_floor/figures.h"
#include "ks2_floor/rule.h"
#include "wording.h"

namespace termwise::kent {
namespace {

constexpr DecimalParameter kAttainmentFloor{"attainment_floor",
                                            "percent",
                                            "0",
                                            "100",
                                            "",
                                            "Kent's own floor for pupils reaching the expected standard in "
                                            "reading, writing and maths; the national one "
                                            "where it is not set."};
constexpr DecimalParameter kReadingFloor{
    "reading_progress_floor",
    "points",
    "-50",
    "50",
    "",
    "Kent's own floor for progress in reading; the national one where it is not set."};
constexpr DecimalParameter kWritingFloor{
    "writing_progress_floor",
    "points",
    "-50",
    "50",
    "",
    "Kent's own floor for progress in writing; the national one where it is not set."};
constexpr DecimalParameter kMathsFloor{"maths_progress_floor",
                                       "points",
                                       "-50",
                                       "50",
                                       "",
                                       "Kent's own floor for progress in maths; the national one where it is not set."};

class Kent : public Plugin {
 public:
  Manifest manifest() const override {
    Manifest manifest;
    manifest.id = "kent";
    manifest.version = "1.0.0";
    manifest.title = "Kent school improvement protocol";
    manifest.la_codes = {"886"};
    manifest.needs = ks2_floor::needs();
    manifest.rules = {ks2_floor::rule()};
    manifest.parameters = {
        mode_, ks2_floor::kSingleSubjectSignificance, kAttainmentFloor, kReadingFloor, kWritingFloor, kMathsFloor};
    manifest.templates = wording();
    return manifest;
  }

  void evaluate(const Facts& facts, Findings& findings) const override {
    if (!facts.asks_for(ks2_floor::kRule)) return;
    ks2_floor::Options options;
    options.missing_measure_exempts = ks2_floor::exempts_missing_measures(facts.setting(mode_));
    options.single_subject_significance = facts.setting(ks2_floor::kSingleSubjectSignificance);
    options.local.attainment = facts.setting(kAttainmentFloor);
    options.local.progress = {facts.setting(kReadingFloor), facts.setting(kWritingFloor), facts.setting(kMathsFloor)};
    ks2_floor::evaluate(facts, options, findings);
  }

 private:
  const ChoiceParameter mode_ = ks2_floor::mode_parameter(true);
};

}  // namespace
}  // namespace termwise::kent

TERMWISE_PLUGIN(termwise::kent::Kent)
