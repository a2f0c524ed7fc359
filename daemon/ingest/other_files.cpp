#include "ingest/other_files.h"

#include <fmt/format.h>

#include "base/ids.h"
#include "base/text.h"
#include "ingest/distance.h"

namespace termwise::ingest {

using school::Severity;
using school::SubjectKind;

namespace {

constexpr std::size_t kLongestLabel = 200;  // of a measure in a message, in bytes

// By more than the rule lets lie between them.
bool differ(const Decimal& apart, const Decimal& with, const settings::AgreeRule& rule) {
  return apart > Decimal(rule.pupils) && compare_with_percent(apart, rule.percent, with) > 0;
}

bool is_sudden(const Decimal& apart, const Decimal& before, const settings::ChangeRule& rule) {
  if (rule.points) return apart >= *rule.points;
  // Of nothing there is no percentage.
  return before > Decimal(0) && compare_with_percent(apart, *rule.percent, before) >= 0;
}

std::string year_words(int summer) {
  const auto year = AcademicYear::from_summer(summer);
  return year ? year->label() : std::to_string(summer);
}

std::string place_words(const LoadedFigures::Figure& figure) {
  return fmt::format("line {} of {}", figure.line, figure.file_name);
}

}  // namespace

OtherFiles::OtherFiles(const settings::Settings& settings, const Places& places, const ScannedFile& file,
                       Issues& issues, LoadedFigures* figures)
    : file_(file), issues_(issues), figures_(figures) {
  for (const auto& rule : settings.quality.change)
    if (const auto seat = places.measure(rule.measure)) {
      const auto cohort = places.measure(rule.cohort);
      if (rule.cohort.empty() || cohort) changes_.push_back({&rule, *seat, cohort});
    }
  for (const auto& rule : settings.quality.agree) {
    const auto seat = places.measure(rule.measure);
    const auto with = places.measure(rule.with);
    const school::Measure* const first = settings.measure(rule.measure);
    const school::Measure* const second = settings.measure(rule.with);
    if (first == nullptr || second == nullptr) continue;
    // What an earlier release said of the same subjects does not count beside this one.
    const bool elsewhere = first->dataset != second->dataset;
    if (seat && (with || elsewhere)) agreements_.push_back({&rule, *seat, with, second, false});
    if (!seat && with && elsewhere) agreements_.push_back({&rule, *with, std::nullopt, first, true});
  }
}

Result<void> OtherFiles::check(const school::Record& record, const CsvRow& row) {
  if (record.subject != SubjectKind::school || !record.urn) return {};
  if (figures_ != nullptr)
    for (const auto& change : changes_) TERMWISE_CHECK(check_change(change, record, row));
  for (const auto& agreement : agreements_) TERMWISE_CHECK(check_agreement(agreement, record, row));
  return {};
}

// In this year and in the one before.
Result<bool> OtherFiles::enough_pupils(const Change& change, const school::Record& record) {
  if (!change.cohort) return true;
  const Decimal least(change.rule->least);
  const Decimal* const pupils = number_at(record, *change.cohort);
  if (pupils == nullptr || *pupils < least) return false;
  TERMWISE_TRY(const auto before, figures_->find(*change.cohort->measure, record.summer - 1, *record.urn, record.item));
  return before && before->value >= least;
}

Result<void> OtherFiles::check_change(const Change& change, const school::Record& record, const CsvRow& row) {
  const school::Measure& measure = *change.seat.measure;
  const Decimal* const now = number_at(record, change.seat);
  if (now == nullptr || (measure.breaks.count(record.summer) > 0 && !change.rule->across_breaks)) return {};
  TERMWISE_TRY(const auto before, figures_->find(measure, record.summer - 1, *record.urn, record.item));
  if (!before) return {};
  const auto apart = distance(*now, before->value);
  if (!apart || !is_sudden(*apart, before->value, *change.rule)) return {};
  TERMWISE_TRY(const bool enough, enough_pupils(change, record));
  if (!enough) return {};
  const bool percent = measure.unit == school::Unit::percent;
  return issues_.raise(
      Severity::query, "sudden-change", change.seat.column, cell_of(row, change.seat.column),
      fmt::format(
          "the {}{} in {} is {}{} {} than the {}{} of {} ({}). Check it with the school, and note the explanation.",
          plain(*now), percent ? " per cent" : "", quote(file_.header[change.seat.column]), plain(*apart),
          percent ? " points" : "", *now > before->value ? "more" : "less", plain(before->value),
          percent ? " per cent" : "", year_words(record.summer - 1), place_words(*before)));
}

Result<void> OtherFiles::check_agreement(const Agreement& agreement, const school::Record& record, const CsvRow& row) {
  const Decimal* const here = number_at(record, agreement.seat);
  if (here == nullptr) return {};
  Decimal other;
  std::string place;
  if (agreement.same_row) {
    const Decimal* const there = number_at(record, *agreement.same_row);
    if (there == nullptr) return {};
    other = *there;
    place = quote(file_.header[agreement.same_row->column]);
  } else {
    if (figures_ == nullptr || !record.item.empty()) return {};
    TERMWISE_TRY(const auto figure, figures_->find(*agreement.other, record.summer, *record.urn, ""));
    if (!figure) return {};
    other = figure->value;
    place = place_words(*figure);
  }
  const Decimal& measured = agreement.reversed ? other : *here;
  const Decimal& with = agreement.reversed ? *here : other;
  const auto apart = distance(measured, with);
  if (!apart || !differ(*apart, with, *agreement.rule)) return {};
  const bool at_most = agreement.rule->agreement == settings::Agreement::at_most;
  if (at_most && measured <= with) return {};
  return issues_.raise(
      Severity::query, "figures-disagree", agreement.seat.column, cell_of(row, agreement.seat.column),
      fmt::format("{} does not agree with {} for {} ({}), which should be {}. Find out which is right, and note the "
                  "explanation.",
                  plain(*here), plain(other), quote(agreement.other->label, kLongestLabel), place,
                  !at_most             ? "about the same"
                  : agreement.reversed ? "no more"
                                       : "no less"),
      agreement.other->code);
}

}  // namespace termwise::ingest
