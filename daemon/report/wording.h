// Figures, measures and comparisons in the words that texts, mails and pages share.
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "school/finding.h"
#include "school/measure.h"
#include "school/value.h"

namespace termwise::report {

// What codes mean.
struct Vocabulary {
  std::function<const school::Measure*(const std::string&)> measure;  // null where the code is an attribute's
  std::map<std::string, std::string> attributes;                      // name -> label
};

// A measure's or an attribute's label; the code itself where it is neither.
std::string label_of(const std::string& code, const Vocabulary& vocabulary);

// "%" for percentages, otherwise nothing.
std::string unit_suffix(const std::string& code, const Vocabulary& vocabulary);

// "56%", "suppressed to protect pupils", "nothing"; `text` where the thing is a text, a day ("2012-02-23") as people write it.
std::string value_in_words(const std::optional<school::Value>& value, const std::string& text,
                           const std::string& suffix);

std::string_view comparison_in_words(school::Operator operation);  // "below", "at or above"
std::string_view truth_in_words(school::Truth truth);              // "yes", "no", "cannot be told"

// The question that a comparison asks, "below -5.0", "on or before 23 February 2012": a threshold has as many decimals as the figure that it is held against.
std::string question_in_words(const school::Predicate& predicate, const Vocabulary& vocabulary);

// A figure's label, with its year where that is not `year`: "Pupils at the expected standard, 2015/16".
std::string label_of_year(const std::string& code, int figure_year, int year, const Vocabulary& vocabulary);

// ", of URN 900001" where a figure is that of a school from which the finding's own has come; else nothing.
std::string of_whom(const school::Predicate& predicate);

// "2 more pupils", "0.3 points lower".
std::string change_in_words(const school::Flip& flip);

// An outcome's or a reason's code as people read it: "NOT_BELOW" is "not below".
std::string code_in_words(std::string_view code);

std::string sentence_case(std::string text);  // its first letter a capital

// What was compared, in words: "the pupils as counted".
std::string basis_in_words(const std::string& basis);

// Where a threshold is from, since when, and whether that was verified; empty where no source is given.
std::string source_in_words(const school::Predicate& predicate);

std::string year_label(int summer);  // "2016/17"; empty for a year that is none
// "23 November 2026".
std::string long_date(std::chrono::year_month_day date);
// "23 November 2026 at 07:00", London's time.
std::string long_minute(std::chrono::system_clock::time_point moment);

}  // namespace termwise::report
