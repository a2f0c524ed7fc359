#include "targets/register.h"

#include <algorithm>

#include "reminders/registers.h"

namespace termwise::targets {
namespace {

using reminders::word;

constexpr Measure<Percent> kPercent{"TARGET_PERCENT"};
constexpr Measure<Pupils> kPupils{"TARGET_PUPILS"};
constexpr Measure<Pupils> kCohort{"TARGET_COHORT"};
constexpr Measure<Plain> kRank{"ESTIMATE_RANK"};
constexpr Measure<Percent> kEstimate{"ESTIMATE_PERCENT"};

std::string_view level_of(const Item& row, const Code& code) {
  const std::string_view said = word(row, "target_level");
  return said.empty() ? usual_level(code) : said;
}

std::string_view group_of(const Item& row) {
  const std::string_view said = word(row, "pupil_group");
  return said.empty() ? kAllPupils : said;
}

bool does_not_apply(const Value& value) {
  return value.missing() != nullptr && *value.missing() == Missing::not_applicable;
}

bool is_there(const Value& value) { return value.missing() == nullptr || *value.missing() != Missing::not_supplied; }

}  // namespace

std::optional<Counts> Target::counts() const {
  const auto whole = [](const Value& value) {
    const auto number = value.number() == nullptr ? std::nullopt : value.number()->rescaled(0);
    return number ? number->units() : -1;
  };
  const std::int64_t count = whole(pupils), of = whole(cohort);
  if (percent.number() != nullptr || count < 0 || of <= 0 || count > of) return std::nullopt;
  return Counts{count, count, of};
}

bool Target::is_of_few(const Facts& facts) const {
  return !is_of_all() && (cohort.number() == nullptr || *cohort.number() < *facts.setting(kGroupShownFrom));
}

std::string Target::name() const {
  std::string text = in_words(*code, level) + " (" + std::string(code->code) + ")";
  if (!is_of_all()) text += " for " + std::string(group_in_words(group));
  return text;
}

std::string Target::words() const {
  if (const auto whole = counts()) return std::to_string(whole->first) + " of " + Pupils::words(Decimal(whole->of));
  std::string text = percent.number() == nullptr ? percent.words() : Percent::words(shortest(*percent.number()));
  if (cohort.number() != nullptr && percent.number() != nullptr && code->kind != Kind::absence)
    text += " of " + Pupils::words(shortest(*cohort.number()));
  return text;
}

std::vector<Target> targets_of(const Case& school, int summer, const Day& today) {
  std::vector<Target> all;
  for (const Item& row : school.items(kTargets)) {
    const Code* code = code_named(word(row, "target"));
    if (row.year() != summer || code == nullptr) continue;
    const Date set_on = row.date("target_set_on");
    const auto percent = row[kPercent];
    if ((set_on > today) == Truth::yes || does_not_apply(percent)) continue;
    if (!is_there(percent) && set_on.day() == nullptr) continue;  // it is still to be set
    all.push_back({row, code, level_of(row, *code), group_of(row), percent, row[kPupils], row[kCohort]});
  }
  // The register's order is that of its keys, which has T10 before T2.
  std::stable_sort(all.begin(), all.end(), [](const Target& a, const Target& b) { return a.code < b.code; });
  return all;
}

std::optional<Item> row_of(const Case& school, std::string_view code, int summer) {
  const Code* wanted = code_named(code);
  for (const Item& row : school.items(kTargets))
    if (row.year() == summer && word(row, "target") == code && group_of(row) == kAllPupils &&
        level_of(row, *wanted) == usual_level(*wanted))
      return row;
  return std::nullopt;
}

std::string Estimate::name() const {
  if (kind != "PA" && kind != "SE") return "type " + std::string(kind);
  return "rank " + (rank.number() == nullptr ? rank.words() : shortest(*rank.number()).to_string()) +
         (kind == "PA" ? " on prior attainment" : " on prior attainment and context");
}

std::vector<Estimate> estimates_of(const Case& school, const Target& target) {
  std::vector<Estimate> all;
  for (const Item& row : school.items(kEstimates))
    if (row.year() == target.row.year() && word(row, "target") == target.code->code &&
        level_of(row, *target.code) == target.level && group_of(row) == target.group)
      all.push_back({word(row, "estimate_kind"), row[kRank], row[kEstimate]});
  return all;
}

}  // namespace termwise::targets
