// How many feedback forms on visits came back, from whom, and how visits were rated.
#include <array>
#include <map>

#include "report/wording.h"
#include "tables/cells.h"
#include "tables/list.h"

namespace termwise::tables {
namespace {

using report::Table;
using report::TableCell;
using school::Share;

constexpr std::size_t kRatings = 4;  // 1 (very good) to 4 (poor)
constexpr std::size_t kGoodRatings = 2;

const Sheet kForms{"feedback",
                   "feedback forms on visits",
                   {"FEEDBACK_RATING"},
                   {"feedback_from", "form_left_on", "received_on", "waived_on"}};

struct Forms {
  std::int64_t asked = 0;  // not waived
  std::int64_t received = 0;
  std::int64_t waived = 0;
  std::array<std::int64_t, kRatings> ratings{};

  void add(const Row& row) {
    const bool came = row.has("received_on");
    received += came ? 1 : 0;
    if (row.has("waived_on") && !came) {
      ++waived;
      return;
    }
    ++asked;
    const auto rating = row.count("FEEDBACK_RATING");
    if (came && rating && *rating >= 1 && *rating <= static_cast<std::int64_t>(kRatings))
      ++ratings[static_cast<std::size_t>(*rating) - 1];
  }
  void add(const Forms& other) {
    asked += other.asked;
    received += other.received;
    waived += other.waived;
    for (std::size_t i = 0; i < kRatings; ++i) ratings[i] += other.ratings[i];
  }
  std::int64_t rated() const {
    std::int64_t sum = 0;
    for (const auto count : ratings) sum += count;
    return sum;
  }
  Share good() const { return {ratings[0] + ratings[kGoodRatings - 1], rated()}; }
  std::int64_t points() const {
    std::int64_t sum = 0;
    for (std::size_t i = 0; i < kRatings; ++i) sum += ratings[i] * static_cast<std::int64_t>(i + 1);
    return sum;
  }
};

std::vector<TableCell> line(const std::string& name, const Forms& forms, bool hidden) {
  constexpr int kMeanDecimals = 2;
  std::vector<TableCell> cells{name, count_cell(forms.asked), count_cell(forms.received), count_cell(forms.waived),
                               percent_cell(Share{forms.received, forms.asked})};
  const auto cell = [&](TableCell shown) { cells.push_back(cell_unless(hidden, std::move(shown))); };
  cell(count_cell(forms.rated()));
  for (const auto count : forms.ratings) cell(count_cell(count));
  cell(percent_cell(forms.good()));
  cell(ratio_cell(forms.points(), forms.rated(), kMeanDecimals));
  return cells;
}

Result<Table> make(Desk& desk) {
  TERMWISE_TRY(const AcademicYear year, desk.year({&kForms}));
  TERMWISE_TRY(const auto rows, desk.schools(kForms, year));
  if (rows.empty()) return desk.nothing(kForms);
  std::map<std::string, Forms> by_sender;
  for (const Row& row : rows) by_sender[row.text("feedback_from")].add(row);
  TERMWISE_TRY(Table table, desk.table("Feedback on visits", year.label(),
                                       {{"From", "", false},
                                        {"Asked for", "forms"},
                                        {"Came back", "forms"},
                                        {"Waived", "forms"},
                                        {"Came back", "%"},
                                        {"Rated", "forms"},
                                        {"Rating 1, very good", "forms"},
                                        {"Rating 2", "forms"},
                                        {"Rating 3", "forms"},
                                        {"Rating 4, poor", "forms"},
                                        {"1 or 2", "%"},
                                        {"Mean rating"}}));
  std::vector<Cohort> cohorts;
  for (const auto& [sender, forms] : by_sender) cohorts.push_back({forms.good()});
  TERMWISE_TRY(const auto withheld, withholding_of(cohorts, desk.rule()));
  Forms all;
  std::size_t i = 0;
  for (const auto& [sender, forms] : by_sender) {
    table.rows.push_back(
        line(report::sentence_case(sender.empty() ? "not recorded" : sender), forms, withheld.rows[i++]));
    all.add(forms);
  }
  table.rows.push_back(line("All", all, withheld.all));
  table.notes = {
      "A form that was waived is not asked for. What people wrote on a form is not in Termwise, so that no report can "
      "show it: only that the form came back, and its overall rating.",
      audience_in_words(desk.request().audience, "forms")};
  return table;
}

}  // namespace

TableReport feedback_report() {
  return {
      "feedback", "Feedback forms on visits: how many came back, from whom, and the ratings", {Option::school}, make};
}

}  // namespace termwise::tables
