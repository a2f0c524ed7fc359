#include "tables/cells.h"

#include <fmt/format.h>

namespace termwise::tables {

using report::TableCell;
using school::Share;

TableCell cell_of(const std::optional<Decimal>& number) {
  if (!number) return report::NoFigure{};
  return *number;
}

TableCell cell_of(const std::optional<std::int64_t>& count) {
  if (!count) return report::NoFigure{};
  return count_cell(*count);
}

TableCell cell_of_value(const school::Value& value) {
  if (value.number() != nullptr) return *value.number();
  if (*value.missing() == school::Missing::suppressed) return report::Withheld{};
  return report::NoFigure{};
}

TableCell count_cell(std::int64_t count) { return Decimal(count); }

TableCell text_cell(std::string text) {
  if (text.empty()) return report::NoFigure{};
  return text;
}

TableCell percent_cell(const std::optional<Share>& share) {
  if (!share) return report::NoFigure{};
  return cell_of(school::rounded_percent(*share, kPercentDecimals));
}

TableCell ratio_cell(std::int64_t amount, std::int64_t of, int decimals) {
  if (of == 0) return report::NoFigure{};
  return cell_of(school::Ratio(amount, of).rounded(decimals));
}

TableCell cell_unless(bool hidden, TableCell cell) {
  if (hidden) return report::Withheld{};
  return cell;
}

std::optional<Share> share_of(const std::optional<std::int64_t>& part, const std::optional<std::int64_t>& whole) {
  if (!part || !whole || *part > *whole) return std::nullopt;
  return Share{*part, *whole};
}

Result<Withholding> withholding_of(const std::vector<Cohort>& cohorts, const school::SuppressionRule& rule) {
  std::vector<school::GroupCount> groups;
  std::vector<std::size_t> places;
  Withholding withholding{std::vector<bool>(cohorts.size(), false), false};
  for (std::size_t i = 0; i < cohorts.size(); ++i) {
    if (cohorts[i].share) {
      groups.push_back({"", *cohorts[i].share});
      places.push_back(i);
    } else if (cohorts[i].people) {
      withholding.rows[i] = *cohorts[i].people <= rule.largest_hidden;
    }
  }
  TERMWISE_TRY(const auto hidden, school::suppress_groups(groups, rule));
  for (std::size_t i = 0; i < places.size(); ++i) withholding.rows[places[i]] = hidden[i];
  withholding.all = hidden.back();
  return withholding;
}

bool is_withheld(const Share& share, const school::SuppressionRule& rule) {
  if (share.whole <= rule.largest_hidden) return true;
  const bool uniform = share.part == 0 || share.part == share.whole;
  return uniform && share.whole <= rule.largest_uniform_hidden;
}

std::string audience_in_words(school::Audience audience, std::string_view people) {
  if (audience == school::Audience::team)
    return "For the school improvement team only: nothing is withheld here, so do not pass it on. SUPP: withheld by "
           "the publisher.";
  const auto rule = school::suppression_for(audience);
  std::string reasons = fmt::format("it is of a group of {} {} or fewer, ", rule.largest_hidden, people);
  if (rule.largest_uniform_hidden > rule.largest_hidden)
    reasons += fmt::format("all or none of {} {} or fewer reached it, ", rule.largest_uniform_hidden, people);
  return fmt::format("For {}. SUPP: withheld because {}or such a figure could be worked out from it.",
                     audience == school::Audience::outside ? "readers outside the team" : "the public", reasons);
}

}  // namespace termwise::tables
