#include "jobs/loaded_figures.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/ids.h"
#include "base/text.h"

namespace termwise::jobs {

LoadedFigures::LoadedFigures(store::Reader& reader, const settings::Settings& settings) : reader_(reader) {
  const auto add = [&](const std::string& code) {
    const school::Measure* const measure = settings.measure(code);
    if (measure == nullptr || places_.count(measure) > 0) return;
    auto& list = measures_[measure->dataset];
    places_.emplace(measure, list.size());
    list.push_back(measure);
  };
  for (const auto& rule : settings.quality.change) {
    add(rule.measure);
    add(rule.cohort);
  }
  for (const auto& rule : settings.quality.agree) {
    add(rule.measure);
    add(rule.with);
  }
}

Result<const store::ComparedFigures*> LoadedFigures::year_of(const school::Measure& measure, int summer) {
  const Year year(measure.dataset, summer);
  const auto known = years_.find(year);
  if (known != years_.end()) return known->second.too_many() ? nullptr : &known->second;
  const auto label = AcademicYear::from_summer(summer);
  if (!label) return nullptr;  // before the first year that there is
  std::string words = fmt::format("{} of {}", measure.dataset, label->label());
  if (years_.size() == kMaximumComparedYears) {
    if (std::find(left_out_.begin(), left_out_.end(), words) == left_out_.end()) left_out_.push_back(std::move(words));
    return nullptr;
  }
  TERMWISE_TRY(store::ComparedFigures read,
               store::ComparedFigures::read(reader_, measure.dataset, summer, measures_[measure.dataset]));
  if (read.too_many()) left_out_.push_back(std::move(words));
  const auto& kept = years_.emplace(year, std::move(read)).first->second;
  return kept.too_many() ? nullptr : &kept;
}

Result<std::optional<ingest::LoadedFigures::Figure>> LoadedFigures::find(const school::Measure& measure, int summer,
                                                                         Urn urn, std::string_view item) {
  const auto place = places_.find(&measure);
  if (place == places_.end()) return std::optional<Figure>();
  TERMWISE_TRY(const store::ComparedFigures* const year, year_of(measure, summer));
  const auto* const record = year == nullptr ? nullptr : year->find(urn, item);
  const auto figure = record == nullptr ? std::nullopt : year->figure(*record, place->second);
  if (!figure) return std::optional<Figure>();
  return std::optional(Figure{*figure, year->file_name(*record), record->line});
}

std::string LoadedFigures::left_out() const {
  if (left_out_.empty()) return {};
  return fmt::format(
      "the schools of this file were not held against {}, because that is more than {} or {}. Split the "
      "file by year.",
      listed(left_out_), counted(kMaximumComparedYears, "year", "years"),
      counted(static_cast<long long>(store::kMaximumComparedRecords), "record", "records"));
}

}  // namespace termwise::jobs
