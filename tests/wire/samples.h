// Messages with something in every field.
#pragma once

#include "wire/messages.h"

namespace termwise::wire {

inline Manifest sample_manifest() {
  Manifest manifest;
  manifest.abi_major = 1;
  manifest.abi_minor = 0;
  manifest.id = "kent";
  manifest.version = "1.0.0";
  manifest.title = "Kent school improvement protocol \xE2\x80\x93 draft";
  manifest.la_codes = {"886"};
  manifest.needs = {{"school/1", 0, {}}, {"measure/1", 2, {"KS2_COHORT", "KS2_EXS_RWM"}}};
  manifest.rules = {{"ks2-floor", "floor-check", "1", "KS2 floor standard", "DfE", {"BELOW", "NOT_BELOW"}, 1}};
  manifest.parameters = {{TW_PARAMETER_DECIMAL, "threshold", "percent", "0", "100", "65", "The least percentage.", {}},
                         {TW_PARAMETER_CHOICE, "mode", "", "", "", "local", "Whose wording.", {"local", "national"}},
                         {TW_PARAMETER_FLAG, "strict", "", "", "", "true", "Whether to be strict.", {}}};
  manifest.templates = {{"below", "{percent} of pupils."}};
  return manifest;
}

inline Input sample_input() {
  Input input;
  input.year = 2017;
  input.la_code = "886";
  input.reference_date = -1;
  input.settings = {{"mode", "local"}, {"threshold", "65"}};
  return input;
}

inline Finding sample_finding() {
  Finding finding;
  finding.subject = 900001;
  finding.year = 2017;
  finding.rule = "ks2-floor";
  finding.outcome = "BELOW";
  finding.reason = "ATTAINMENT_AND_PROGRESS";
  finding.basis = "PUBLISHED_ROUNDED";
  finding.notes = {"FIRST", "SECOND"};
  Predicate predicate;
  predicate.measure = "KS2_EXS_RWM";
  predicate.year = 2017;
  predicate.operator_code = TW_LESS;
  predicate.truth = TW_TRUE;
  predicate.observed = {644, 1, TW_PRESENT};
  predicate.threshold = {65, 0, TW_PRESENT};
  predicate.source = "DfE technical guidance";
  predicate.in_force = "2016-09-01";
  predicate.confidence = "verified";
  predicate.evidence = 0xFFFFFFFF;
  finding.predicates = {predicate, predicate};
  finding.predicates[1].observed = {0, 0, TW_SUPPRESSED};
  finding.predicates[1].observed_text = "open";
  finding.predicates[1].threshold_text = "closed";
  finding.flips = {{"KS2_EXS_RWM", 2017, {-1, 0, TW_PRESENT}, "pupils", "NOT_BELOW"}};
  finding.arguments = {{"percent", "64.4%"}};
  finding.template_id = "below";
  finding.interval_measure = "KS2_PROG_R";
  finding.interval_lower = {-75, 1, TW_PRESENT};
  finding.interval_upper = {-31, 1, TW_PRESENT};
  finding.cohort = Number{30, 0, TW_PRESENT};
  finding.reminder = Reminder{.level = 2,
                              .person = "A17",
                              .item = "V2",
                              .reference_date = 15'407,
                              .raised_on = 15'386,
                              .level_since = 15'397,
                              .next_on = 15'402,
                              .closed_on = TW_NO_DAY,
                              .role = "sip",
                              .addressee = "A17"};
  return finding;
}

}  // namespace termwise::wire
