// The Authority's own figures in the form of the national indicators of 2008 to 2011.
#include "tables/cells.h"
#include "tables/list.h"

namespace termwise::tables {
namespace {

using report::Table;
using report::TableCell;
using school::Share;

const Sheet kEarlyYears{"eyfs", "results of the foundation stage", {"EYFS_COHORT", "EYFS_COUNT_GOOD"}};
const Sheet kKeyStage2{
    "ks2",
    "results of key stage 2",
    {"KS2_COHORT", "KS2_COUNT_L4_EM", "KS2_COUNT_LP2_E", "KS2_COHORT_LP2_E", "KS2_COUNT_LP2_M", "KS2_COHORT_LP2_M"}};
const Sheet kKeyStage4{"ks4", "results of key stage 4", {"KS4_COHORT", "KS4_COUNT_5ACEM"}};

constexpr std::int64_t kKeyStage2Floor = 55;
constexpr std::int64_t kKeyStage4Floor = 30;

// The share of all pupils of the schools that have both counts, and how many of these schools are below a floor.
struct Summed {
  std::int64_t schools = 0;
  Share pupils;
  std::int64_t below = 0;
};

Summed sum_of(const std::vector<Row>& rows, std::string_view part, std::string_view whole, std::int64_t floor = 0) {
  Summed sum;
  for (const Row& row : rows) {
    const auto share = share_of(row.count(part), row.count(whole));
    if (!share || share->whole == 0) continue;
    ++sum.schools;
    sum.pupils = {sum.pupils.part + share->part, sum.pupils.whole + share->whole};
    sum.below += share->part * 100 < floor * share->whole ? 1 : 0;
  }
  return sum;
}

class Indicators {
 public:
  Indicators(Table& table, school::SuppressionRule rule) : table_(table), rule_(rule) {}

  void percentage(std::string_view number, std::string_view what, const Summed& sum) {
    const bool hidden = sum.pupils.whole > 0 && is_withheld(sum.pupils, rule_);
    const auto cell = [&](TableCell shown) {
      return sum.schools == 0 ? TableCell(report::NoFigure{}) : cell_unless(hidden, std::move(shown));
    };
    table_.rows.push_back({std::string(number), std::string(what), cell(count_cell(sum.pupils.part)),
                           cell(count_cell(sum.pupils.whole)), cell(percent_cell(sum.pupils)),
                           count_cell(sum.schools)});
  }
  void schools(std::string_view number, std::string_view what, const Summed& sum) {
    const auto cell = [&](TableCell shown) { return sum.schools == 0 ? TableCell(report::NoFigure{}) : shown; };
    table_.rows.push_back({std::string(number), std::string(what), cell(count_cell(sum.below)),
                           cell(count_cell(sum.schools)), cell(percent_cell(Share{sum.below, sum.schools})),
                           count_cell(sum.schools)});
  }

 private:
  Table& table_;
  school::SuppressionRule rule_;
};

Result<Table> make(Desk& desk) {
  TERMWISE_TRY(const AcademicYear year, desk.year({&kKeyStage2, &kEarlyYears, &kKeyStage4}));
  TERMWISE_TRY(const auto early, desk.schools(kEarlyYears, year));
  TERMWISE_TRY(const auto ks2, desk.schools(kKeyStage2, year));
  TERMWISE_TRY(const auto ks4, desk.schools(kKeyStage4, year));
  if (early.empty() && ks2.empty() && ks4.empty()) return desk.nothing(kKeyStage2);
  TERMWISE_TRY(
      Table table,
      desk.table(
          "National indicators", year.label(),
          {{"Indicator", "", false}, {"What", "", false}, {"Number"}, {"Of"}, {"Share", "%"}, {"From", "schools"}}));
  Indicators indicators(table, desk.rule());
  indicators.percentage("NI 72", "Children with 78 points, and 6 in each scale of personal development and language",
                        sum_of(early, "EYFS_COUNT_GOOD", "EYFS_COHORT"));
  indicators.percentage("NI 73", "Pupils reaching level 4 in English and maths at key stage 2",
                        sum_of(ks2, "KS2_COUNT_L4_EM", "KS2_COHORT"));
  indicators.schools("NI 76", "Schools in which fewer than 55% of pupils did so",
                     sum_of(ks2, "KS2_COUNT_L4_EM", "KS2_COHORT", kKeyStage2Floor));
  indicators.schools("NI 78",
                     "Schools in which fewer than 30% of pupils reached five good GCSEs with English and maths",
                     sum_of(ks4, "KS4_COUNT_5ACEM", "KS4_COHORT", kKeyStage4Floor));
  indicators.percentage("NI 93", "Pupils making two levels of progress in English",
                        sum_of(ks2, "KS2_COUNT_LP2_E", "KS2_COHORT_LP2_E"));
  indicators.percentage("NI 94", "Pupils making two levels of progress in maths",
                        sum_of(ks2, "KS2_COUNT_LP2_M", "KS2_COHORT_LP2_M"));
  table.notes = {
      "Sums of the schools whose files have both counts. The national indicators ended in 2011; apart from NI 72, what "
      "each "
      "counts is from memory and nobody has checked it.",
      "NI 92, the gap of the lowest fifth, needs every child's points together, which no file of schools has: "
      "'termwise report "
      "early-years' has the gap within each school.",
      audience_in_words(desk.request().audience)};
  return table;
}

}  // namespace

TableReport national_indicators_report() {
  return {"national-indicators",
          "The Authority in the form of the national indicators 72, 73, 76, 78, 93 and 94 (2008 to 2011)",
          {},
          make};
}

}  // namespace termwise::tables
