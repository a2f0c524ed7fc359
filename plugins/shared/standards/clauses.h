// What a test's figures say, in clauses of which each rule makes its sentences.
#pragma once

#include <string>
#include <vector>

#include "standards/judged.h"

namespace termwise::standards {

// "floor" for scores, "median" for percentages of pupils.
std::string_view bar_of(const Judged& judged);

// "18 of 31 pupils (58%)"
std::string attained(const Judged& judged);
// "65%"
std::string attainment_floor(const Judged& judged);
// "reading (-5.2, floor -5.0) and maths (-6.1, floor -5.0)" for each subject whose comparison came out so.
std::string scores(const Judged& judged, Truth under);

// What progress says where it decides.
std::string progress_below(const Judged& judged);
std::string progress_not_below(const Judged& judged);

// The same where it hangs on a confidence limit that is missing.
std::string only_under(const Judged& judged);

// Why attainment is not known to be on either side of its floor.
std::string attainment_gap(const Judged& judged);
// The confidence limits that decide and are missing: "the upper confidence limit in reading is not published".
std::string missing_limits(const Judged& judged);
// The subjects whose median the standards lack.
std::string missing_medians(const Judged& judged);

// The thresholds that led to the verdict and were never held against the published rule: "the median of 92% in English".
std::vector<std::string> unverified(const Judged& judged);
// A sentence of its own, to follow another; empty where all are verified.
std::string unverified_sentence(const std::vector<std::string>& thresholds);

}  // namespace termwise::standards
