#include "standards/absent.h"

#include <algorithm>

#include "standards/exemptions.h"

namespace termwise::standards {

About::About(const Stage& stage, const Facts& facts) : stage_(&stage) {
  const auto schools = facts.schools();
  has_results_ = std::any_of(schools.begin(), schools.end(),
                             [&](const School& school) { return school.on_record(stage.cohort.code, facts.year()); });
}

bool About::operator()(const Case& school) const {
  if (has_results_ && !school.on_record(stage_->cohort)) return false;
  return !stage_->only_its_own_schools || has_figures(*stage_, school) || teaches(*stage_, school) == Truth::yes;
}

std::vector<Template> absent_sentences(const std::string& standard, const std::string& key_stage,
                                       const std::string& no_other) {
  const std::string begin = "No " + standard + " applies to {school} for {year}: ";
  return {{"no-standard-standard-removed",
           begin + "the government removed it and published none for that year" + no_other + "."},
          {"no-standard-none-set", begin + "none was set for that year."},
          {"no-standard-no-data-national", begin + "there were no national " + key_stage + " results that year."}};
}

void answer_without_standard(const Standard& standard, Case& school) {
  struct Said {
    std::string_view state;
    std::string_view reason;
  };
  const Said said = standard.state == StandardState::removed    ? Said{"removed", "STANDARD_REMOVED"}
                    : standard.state == StandardState::none_set ? Said{"none-set", "NONE_SET"}
                                                                : Said{"no-data", "NO_DATA_NATIONAL"};
  school.compare(Text(said.state, {"standard", school.school().year(), 0}), said.state,
                 {standard.source, standard.in_force, standard.confidence});
  school.answer("NO_STANDARD", said.reason);
}

}  // namespace termwise::standards
