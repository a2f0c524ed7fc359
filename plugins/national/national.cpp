// The national accountability rules as DfE applied them, for any LA. Thresholds come from the national
// standards.
#include <termwise/plugin.hpp>

#include "ks2_floor/figures.h"
#include "ks2_floor/rule.h"
#include "wording.h"

namespace termwise::national {
namespace {

class National : public Plugin {
 public:
  Manifest manifest() const override {
    Manifest manifest;
    manifest.id = "national";
    manifest.version = "1.0.0";
    manifest.title = "National accountability rules";
    manifest.needs = ks2_floor::needs();
    manifest.rules = {ks2_floor::rule()};
    manifest.parameters = {mode_, ks2_floor::kSingleSubjectSignificance};
    manifest.templates = wording();
    return manifest;
  }

  void evaluate(const Facts& facts, Findings& findings) const override {
    if (!facts.asks_for(ks2_floor::kRule)) return;
    ks2_floor::Options options;
    options.missing_measure_exempts = ks2_floor::exempts_missing_measures(facts.setting(mode_));
    options.single_subject_significance = facts.setting(ks2_floor::kSingleSubjectSignificance);
    ks2_floor::evaluate(facts, options, findings);
  }

 private:
  const ChoiceParameter mode_ = ks2_floor::mode_parameter(false);
};

}  // namespace
}  // namespace termwise::national

TERMWISE_PLUGIN(termwise::national::National)
