#include "report/wording.h"

#include <array>

#include <fmt/format.h>
#include <termwise/date.hpp>

#include "base/ids.h"
#include "calendar/london.h"

namespace termwise::report {
namespace {

std::string_view day_comparison_in_words(school::Operator operation) {
  switch (operation) {
    case school::Operator::less:
      return "before";
    case school::Operator::less_or_equal:
      return "on or before";
    case school::Operator::equal:
      return "on";
    case school::Operator::greater_or_equal:
      return "on or after";
    case school::Operator::greater:
      return "after";
  }
  return "";
}

}  // namespace

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
  if (const auto day = parse_day(text)) return long_date(*day);
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
      return "equal to";
    case school::Operator::greater_or_equal:
      return "at or above";
    case school::Operator::greater:
      return "above";
  }
  return "";
}

std::string question_in_words(const school::Predicate& predicate, const Vocabulary& vocabulary) {
  std::optional<school::Value> threshold = predicate.threshold;
  if (threshold && threshold->number()) {
    const school::Measure* measure = vocabulary.measure(predicate.measure);
    std::optional<int> scale;
    if (predicate.observed && predicate.observed->number())
      scale = predicate.observed->number()->scale();
    else if (measure)
      scale = measure->scale;
    const auto rescaled = scale ? threshold->number()->rescaled(*scale) : std::nullopt;
    if (rescaled) threshold = school::Value(*rescaled);
  }
  const bool of_days = parse_day(predicate.threshold_text).has_value();
  return fmt::format("{} {}",
                     of_days ? day_comparison_in_words(predicate.operation) : comparison_in_words(predicate.operation),
                     value_in_words(threshold, predicate.threshold_text, unit_suffix(predicate.measure, vocabulary)));
}

std::string label_of_year(const std::string& code, int figure_year, int year, const Vocabulary& vocabulary) {
  const std::string label = label_of(code, vocabulary);
  const std::string other = figure_year == year ? std::string() : year_label(figure_year);
  return other.empty() ? label : fmt::format("{}, {}", label, other);
}

std::string of_whom(const school::Predicate& predicate) {
  return predicate.of ? fmt::format(", of URN {}", predicate.of->value) : std::string();
}

std::string change_in_words(const school::Flip& flip) {
  const bool less = flip.change < Decimal(0);
  const Decimal size = less ? flip.change.negated() : flip.change;
  std::string unit = flip.unit;
  if (size == Decimal(1) && unit.ends_with('s') && unit != "points") unit.pop_back();
  if (flip.unit == "pupils" || flip.unit == "days")
    return fmt::format("{} {} {}", size.to_string(), less ? "fewer" : "more", unit);
  return fmt::format("{}{}{} {}", size.to_string(), unit.empty() ? "" : " ", unit, less ? "lower" : "higher");
}

std::string code_in_words(std::string_view code) {
  if (code == "NOT_EVALUABLE") return "cannot be judged";
  std::string words;
  for (const char c : code) words += c == '_' ? ' ' : (c >= 'A' && c <= 'Z') ? static_cast<char>(c - 'A' + 'a') : c;
  return words;
}

std::string sentence_case(std::string text) {
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
  return text;
}

std::string basis_in_words(const std::string& basis) {
  if (basis == "COUNTS") return "the pupils as counted";
  if (basis == "INFERRED_COUNT") return "the pupils behind the published percentage";
  if (basis == "PUBLISHED_ROUNDED") return "the percentage as published";
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

std::string long_minute(std::chrono::system_clock::time_point moment) {
  const auto instant = std::chrono::floor<std::chrono::seconds>(moment);
  const auto local = instant + calendar::london_offset(instant);
  const std::chrono::hh_mm_ss time(local - std::chrono::floor<std::chrono::days>(local));
  return fmt::format("{} at {:02}:{:02}", long_date(calendar::london_date(instant)), time.hours().count(),
                     time.minutes().count());
}

}  // namespace termwise::report
