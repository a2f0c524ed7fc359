#include "ingest/row_rules.h"

#include <fmt/format.h>

#include "base/text.h"
#include "ingest/joint_percent.h"
#include "ingest/published_percent.h"

namespace termwise::ingest {

using school::Severity;
using school::SubjectKind;

namespace {

// Empty where there is no value; what lies outside 0 to 100 is raised as out of range already.
std::optional<Decimal> percentage_at(const school::Record& record, const CsvRow& row, const MeasureSeat& seat) {
  if (number_at(record, seat) == nullptr) return std::nullopt;
  return percentage_as_written(cell_of(row, seat.column));
}

}  // namespace

RowRules::RowRules(const settings::QualityRules& rules, const Places& places, const ScannedFile& file, Issues& issues)
    : file_(file), issues_(issues) {
  for (const auto& rule : rules.joint) {
    const auto joint = places.measure(rule.joint);
    if (!joint) continue;
    Joint seats{*joint, {}, true};
    for (const auto& part : rule.parts) {
      const auto seat = places.measure(part);
      seats.whole = seats.whole && seat;
      if (seat) seats.parts.push_back(*seat);
    }
    if (!seats.parts.empty()) joint_.push_back(std::move(seats));
  }
  for (const auto& rule : rules.count) {
    const auto percentage = places.measure(rule.percentage);
    const auto pupils = places.measure(rule.pupils);
    if (percentage && pupils) count_.push_back({*percentage, *pupils});
  }
  for (const auto& rule : rules.order) {
    Order seats;
    for (const auto& name : rule.dates)
      if (const auto seat = places.date(name)) seats.push_back(*seat);
    if (seats.size() > 1) order_.push_back(std::move(seats));
  }
}

Result<void> RowRules::check(const school::Record& record, const CsvRow& row) {
  for (const auto& rule : joint_) TERMWISE_CHECK(check_joint(rule, record, row));
  // The percentages of an LA or the nation are of pupils in ways that one row does not tell.
  if (record.subject == SubjectKind::school)
    for (const auto& rule : count_) TERMWISE_CHECK(check_count(rule, record, row));
  for (const auto& rule : order_) TERMWISE_CHECK(check_order(rule, record, row));
  return {};
}

std::string RowRules::column(std::size_t place) const { return quote(file_.header[place]); }

Result<void> RowRules::check_joint(const Joint& rule, const school::Record& record, const CsvRow& row) {
  const auto joint = percentage_at(record, row, rule.joint);
  if (!joint) return {};
  std::vector<Decimal> parts;
  std::string shown;
  for (const auto& seat : rule.parts) {
    const auto part = percentage_at(record, row, seat);
    if (!part) continue;
    if (!may_be_within(*joint, *part))
      return issues_.raise(
          Severity::error, "joint-above-part", rule.joint.column, cell_of(row, rule.joint.column),
          fmt::format(
              "{} per cent cannot have reached all of it where only {} per cent reached the part in {}, however "
              "both are rounded. Correct the one that is wrong.",
              joint->to_string(), part->to_string(), column(seat.column)));
    parts.push_back(*part);
    shown += fmt::format("{}{} in {}", shown.empty() ? "" : ", ", part->to_string(), column(seat.column));
  }
  if (!rule.whole || parts.size() != rule.parts.size() || may_be_left_by(parts, *joint)) return {};
  return issues_.raise(
      Severity::error, "joint-below-parts", rule.joint.column, cell_of(row, rule.joint.column),
      fmt::format("{} per cent is too few to have reached all of it beside the percentages of the parts ({}), however "
                  "all are rounded. Correct the one that is wrong.",
                  joint->to_string(), shown));
}

Result<void> RowRules::check_count(const Count& rule, const school::Record& record, const CsvRow& row) {
  const auto percent = percentage_at(record, row, rule.percentage);
  const Decimal* const published = number_at(record, rule.pupils);
  if (!percent || published == nullptr) return {};
  const auto pupils = published->rescaled(0);
  if (!pupils || pupils->units() <= 0 || some_count_fits(*percent, pupils->units())) return {};
  return issues_.raise(
      Severity::query, "count-mismatch", rule.percentage.column, cell_of(row, rule.percentage.column),
      fmt::format("no whole number of the {} pupils in {} gives {} per cent, so the percentage was worked out of "
                  "another number of pupils. Ask the school or the publisher which, and note the explanation.",
                  pupils->units(), file_.header[rule.pupils.column], percent->to_string()));
}

Result<void> RowRules::check_order(const Order& rule, const school::Record& record, const CsvRow& row) {
  const AttributeSeat* before = nullptr;  // the last date that there is
  for (const auto& seat : rule) {
    // Dates are kept as 2014-06-05, so that their texts are in their order.
    const std::string* const date = record.attributes[seat.attribute].text();
    if (date == nullptr) continue;
    const std::string* const earlier = before == nullptr ? nullptr : record.attributes[before->attribute].text();
    if (earlier != nullptr && *date < *earlier)
      TERMWISE_CHECK(issues_.raise(Severity::error, "dates-out-of-order", seat.column, cell_of(row, seat.column),
                                   fmt::format("{} is before the {} in {}, which it cannot be. Correct the one that is "
                                               "wrong.",
                                               *date, *earlier, column(before->column))));
    before = &seat;
  }
  return {};
}

}  // namespace termwise::ingest
