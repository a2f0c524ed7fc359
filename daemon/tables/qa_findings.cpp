// What was seen when advisers were shadowed, coded by aspect, over the years.
#include <algorithm>
#include <array>
#include <map>

#include "report/wording.h"
#include "tables/cells.h"
#include "tables/list.h"

namespace termwise::tables {
namespace {

using report::Table;
using school::Share;

struct Aspect {
  std::string_view attribute;
  std::string_view name;
};
constexpr std::array<Aspect, 8> kAspects{{{"seen_relationships", "Working relationships"},
                                          {"seen_preparation", "Preparation"},
                                          {"seen_knowledge", "Knowledge of the school"},
                                          {"seen_follow_up", "Follow-up of what was agreed"},
                                          {"seen_discussion", "Purposeful discussion"},
                                          {"seen_impact", "Impact and value for money explored"},
                                          {"seen_balance", "Balance of support and challenge"},
                                          {"seen_record", "Record of visit conforms"}}};

const Sheet kShadowings{"shadowing",
                        "shadowed visits",
                        {},
                        {"seen_relationships", "seen_preparation", "seen_knowledge", "seen_follow_up",
                         "seen_discussion", "seen_impact", "seen_balance", "seen_record"}};

struct Seen {
  std::int64_t strength = 0;
  std::int64_t to_develop = 0;
  std::int64_t not_seen = 0;
  Share share() const { return {strength, strength + to_develop}; }
};

report::TableCell change_cell(const Share& now, const std::optional<Share>& before) {
  const auto change = before ? school::points_between(now, *before) : std::nullopt;
  return change ? cell_of(change->rounded(kPercentDecimals)) : report::TableCell(report::NoFigure{});
}

Result<Table> make(Desk& desk) {
  const auto& request = desk.request();
  const int last = request.year ? request.year->summer() : kAllSummers.last;
  TERMWISE_TRY(const auto rows, desk.advisers(kShadowings, {kAllSummers.first, last}));
  if (rows.empty()) return desk.nothing(kShadowings);
  std::map<int, std::array<Seen, kAspects.size()>> years;
  for (const Row& row : rows)
    for (std::size_t i = 0; i < kAspects.size(); ++i) {
      Seen& seen = years[row.summer()][i];
      const std::string code = row.text(kAspects[i].attribute);
      if (code == "strength") ++seen.strength;
      if (code == "to develop") ++seen.to_develop;
      if (code == "not seen") ++seen.not_seen;
    }
  TERMWISE_TRY(Table table, desk.table("What was seen when advisers were shadowed",
                                       years.size() == 1 ? report::year_label(years.begin()->first)
                                                         : report::year_label(years.begin()->first) + " to " +
                                                               report::year_label(years.rbegin()->first),
                                       {{"Aspect", "", false},
                                        {"Year", "", false},
                                        {"Seen", "shadowings"},
                                        {"Strength", "shadowings"},
                                        {"To develop", "shadowings"},
                                        {"Not seen", "shadowings"},
                                        {"Strength", "% of those seen"},
                                        {"Change", "points"}}));
  for (std::size_t i = 0; i < kAspects.size(); ++i) {
    std::optional<Share> before;
    bool hidden_before = false;
    for (const auto& [summer, aspects] : years) {
      const Seen& seen = aspects[i];
      const Share share = seen.share();
      if (share.whole == 0 && seen.not_seen == 0) continue;
      const bool hidden = share.whole > 0 && is_withheld(share, desk.rule());
      const auto cell = [&](report::TableCell shown) { return cell_unless(hidden, std::move(shown)); };
      table.rows.push_back({std::string(kAspects[i].name), report::year_label(summer), cell(count_cell(share.whole)),
                            cell(count_cell(seen.strength)), cell(count_cell(seen.to_develop)),
                            cell(count_cell(seen.not_seen)), cell(percent_cell(share)),
                            cell_unless(hidden || hidden_before, change_cell(share, before))});
      before = share;
      hidden_before = hidden;
    }
  }
  table.notes = {
      "The change is that of the percentage against the last year before in which the aspect was looked at. What "
      "nobody "
      "could see on a visit does not count.",
      "The aspects are those of the Kent briefing 2008, slides 29 and 30.",
      audience_in_words(request.audience, "shadowings")};
  return table;
}

}  // namespace

TableReport qa_findings_report() {
  return {"qa-findings",
          "What was seen when advisers were shadowed: strengths and what to develop, over the years",
          {},
          make};
}

}  // namespace termwise::tables
