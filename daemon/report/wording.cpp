#include "report/wording.h"

#include <array>

#include <fmt/format.h>

#include "base/ids.h"

namespace termwise::report {

std::string label_of(const std::string& code, const Vocabulary& vocabulary) {
  if (const school::Measure* measure = vocabulary.measure(code)) return measure->label;
  const auto attribute = vocabulary.attributes.find(code);
  return attribute == vocabulary.attributes.end() ? code : attribute->second;
}

std::string unit_suffix(const std::string& code, const Vocabulary& vocabulary) {
  const school::Measure* measure = vocabulary.measure(code);
  return measure && measure->unit == school::Unit::percent ? "%" : "";
}

std::string value_in_words(const std::optional<school::Value>& value, const std::string& text,
                           const std::string& suffix) {
  if (!text.empty()) return text;
  if (!value) return "nothing";
  if (const auto* missing = value->missing()) return std::string(school::in_words(*missing));
  return value->number()->to_string() + suffix;
}

std::string_view truth_in_words(school::Truth truth) {
  switch (truth) {
    case school::Truth::yes:
      return "yes";
    case school::Truth::no:
      return "no";
    case school::Truth::unknown:
      return "cannot be told";
  }
  return "";
}

std::string_view comparison_in_words(school::Operator operation) {
  switch (operation) {
    case school::Operator::less:
      return "below";
    case school::Operator::less_or_equal:
      return "at or below";
    case school::Operator::equal:
      return "is it";
    case school::Operator::greater_or_equal:
      return "at or above";
    case school::Operator::greater:
      return "above";
  }
  return "";
}

std::string change_in_words(const school::Flip& flip) {
  const bool less = flip.change < Decimal(0);
  const Decimal size = less ? flip.change.negated() : flip.change;
  if (flip.unit == "pupils") {
    const bool one = size == Decimal(1);
    return fmt::format("{} {} {}", size.to_string(), less ? "fewer" : "more", one ? "pupil" : "pupils");
  }
  return fmt::format("{} {} {}", size.to_string(), flip.unit, less ? "lower" : "higher");
}

std::string code_in_words(std::string_view code) {
  std::string words;
  for (const char c : code) words += c == '_' ? ' ' : (c >= 'A' && c <= 'Z') ? static_cast<char>(c - 'A' + 'a') : c;
  return words;
}

std::string sentence_case(std::string text) {
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
  return text;
}

std::string basis_in_words(const std::string& basis) {
  if (basis == "COUNTS") return "COUNTS, the pupils as counted";
  if (basis == "INFERRED_COUNT") return "INFERRED_COUNT, the pupils behind the published percentage";
  if (basis == "PUBLISHED_ROUNDED") return "PUBLISHED_ROUNDED, the percentage as published";
  return basis;
}

std::string source_in_words(const school::Predicate& predicate) {
  if (predicate.source.empty()) return {};
  std::string text = predicate.source;
  if (!predicate.in_force.empty()) text += fmt::format("; in force: {}", predicate.in_force);
  if (predicate.confidence == "memory") text += "; not verified against the published text";
  return text;
}

std::string year_label(int summer) {
  const auto year = AcademicYear::from_summer(summer);
  return year ? year->label() : std::string();
}

std::string long_date(std::chrono::year_month_day date) {
  constexpr std::array<std::string_view, 12> kMonths{"January",   "February", "March",    "April",
                                                     "May",       "June",     "July",     "August",
                                                     "September", "October",  "November", "December"};
  return fmt::format("{} {} {}", static_cast<unsigned>(date.day()), kMonths[static_cast<unsigned>(date.month()) - 1],
                     static_cast<int>(date.year()));
}

}  // namespace termwise::report
