#include "ingest/la_totals.h"

#include <fmt/format.h>

#include "base/text.h"
#include "ingest/distance.h"
#include "ingest/encoding.h"

namespace termwise::ingest {

using school::Severity;
using school::SubjectKind;

LaTotals::LaTotals(const settings::QualityRules& rules, const Places& places, Issues& issues) : issues_(issues) {
  for (const auto& rule : rules.total)
    if (const auto seat = places.measure(rule.measure)) measures_.push_back(*seat);
}

void LaTotals::read(const school::Record& record, const CsvRow& row) {
  if (measures_.empty()) return;
  if (record.subject == SubjectKind::school) return read_school(record);
  if (record.subject != SubjectKind::la || !record.la_code) return;
  for (std::size_t i = 0; i < measures_.size(); ++i) {
    const Decimal* const published = number_at(record, measures_[i]);
    if (published == nullptr) continue;
    too_many_ = too_many_ || areas_.size() == kMaximumTotals;
    if (too_many_) return;
    areas_.push_back({{record.summer, record.la_code->text(), i},
                      issues_.current(),
                      *published,
                      std::string(cut_text(cell_of(row, measures_[i].column), kMaximumRawValueBytes))});
  }
}

void LaTotals::read_school(const school::Record& record) {
  if (!record.la_code) {
    unplaced_.insert(record.summer);
    return;
  }
  for (std::size_t i = 0; i < measures_.size() && !too_many_; ++i) {
    const auto [entry, added] = sums_.try_emplace(Key(record.summer, record.la_code->text(), i));
    too_many_ = added && sums_.size() > kMaximumTotals;
    Sum& sum = entry->second;
    ++sum.schools;
    const Decimal* const figure = number_at(record, measures_[i]);
    const auto total = figure == nullptr ? std::nullopt : add(sum.total, *figure);
    sum.whole = sum.whole && total;
    if (total) sum.total = *total;
  }
}

Result<void> LaTotals::finish() {
  if (too_many_)
    return issues_.raise_file(
        Severity::query, "total-mismatch",
        fmt::format("this file has more than {} of Local Authorities and years to be added up, so "
                    "none was. Split it by year.",
                    counted(kMaximumTotals, "figure", "figures")));
  for (const auto& area : areas_) TERMWISE_CHECK(compare(area));
  return {};
}

Result<void> LaTotals::compare(const AreaRow& area) {
  const auto found = sums_.find(area.key);
  if (found == sums_.end() || unplaced_.count(std::get<0>(area.key)) > 0) return {};
  const Sum& sum = found->second;
  if (!sum.whole || sum.total == area.published) return {};
  issues_.about(area.about);
  return issues_.raise(
      Severity::query, "total-mismatch", measures_[std::get<2>(area.key)].column, area.raw,
      fmt::format(
          "the Local Authority's row says {}, and the rows of its {} in this file add up to {}. Ask the publisher "
          "which is right, and note the explanation.",
          plain(area.published), counted(sum.schools, "school", "schools"), plain(sum.total)));
}

}  // namespace termwise::ingest
