// What advisers there are, whom they serve, and how many schools have one who has led a school.
#include <functional>

#include "tables/advisers.h"
#include "tables/cells.h"
#include "tables/list.h"

namespace termwise::tables {
namespace {

using report::Table;
using school::Share;

constexpr int kRatioDecimals = 2;
// West Sussex presentation on School Improvement Partners, 2005, slide 7.
constexpr std::int64_t kTrialAdvisers = 29;
constexpr std::int64_t kTrialSchools = 62;

using Chosen = std::function<bool(const Adviser&)>;

void add_line(Table& table, const Workforce& workforce, const std::string& name, const Chosen& chosen,
              bool always = false) {
  std::int64_t advisers = 0;
  std::int64_t schools = 0;
  for (const auto& [reference, adviser] : workforce.advisers) advisers += chosen(adviser) ? 1 : 0;
  for (const auto& [urn, partners] : workforce.partners) {
    bool any = false;
    for (const auto& reference : partners) {
      const auto adviser = workforce.advisers.find(reference);
      any = any || chosen(adviser == workforce.advisers.end() ? Adviser{} : adviser->second);
    }
    schools += any ? 1 : 0;
  }
  if (!always && advisers == 0 && schools == 0) return;
  const auto all = static_cast<std::int64_t>(workforce.partners.size());
  table.rows.push_back({name, count_cell(advisers), count_cell(schools), ratio_cell(schools, advisers, kRatioDecimals),
                        percent_cell(Share{schools, all})});
}

Result<Table> make(Desk& desk) {
  TERMWISE_TRY(const Workforce workforce, workforce_of(desk));
  TERMWISE_TRY(Table table, desk.table("School Improvement Partners", workforce.year.label(),
                                       {{"Advisers", "", false},
                                        {"Number", "advisers"},
                                        {"Serve", "schools"},
                                        {"Schools per adviser"},
                                        {"Of all schools", "%"}}));
  for (const std::string type : {"serving head", "former head", "consultant head", "LA staff", "other"})
    add_line(table, workforce, type, [&](const Adviser& one) { return one.type == type; });
  add_line(table, workforce, "type not recorded", [](const Adviser& one) { return one.type.empty(); });
  add_line(
      table, workforce, "All advisers", [](const Adviser&) { return true; }, true);
  add_line(
      table, workforce, "With experience of headship", [](const Adviser& one) { return one.has_headship(); }, true);
  std::int64_t without = 0;
  for (const auto& [urn, partners] : workforce.partners) without += partners.empty() ? 1 : 0;
  const auto all = static_cast<std::int64_t>(workforce.partners.size());
  table.rows.push_back(
      {"No adviser", report::NoFigure{}, count_cell(without), report::NoFigure{}, percent_cell(Share{without, all})});
  table.rows.push_back({"In dispute with its adviser", report::NoFigure{},
                        count_cell(static_cast<std::int64_t>(workforce.disputed)), report::NoFigure{},
                        percent_cell(Share{static_cast<std::int64_t>(workforce.disputed), all})});
  table.rows.push_back({"National trial, 2004/05", count_cell(kTrialAdvisers), count_cell(kTrialSchools),
                        ratio_cell(kTrialSchools, kTrialAdvisers, kRatioDecimals), report::NoFigure{}});
  table.notes = {
      "The experience of headship is counted in schools and not in advisers: a few advisers with many schools may "
      "serve "
      "more than half of them. A school with two advisers is counted once in each row.",
      "All schools are those that any file of this year has in the Authority, and those with an adviser.",
      "In the national trial 62 schools of six Authorities worked with 29 advisers: 14 serving heads, 6 former or "
      "seconded "
      "heads, 8 of Authorities' staff and one of the Prime Minister's Delivery Unit (West Sussex presentation of 2005, "
      "slide 7). In 2005/06 West Sussex asked for 70% of schools with an adviser who has been a head (slide 17).",
      std::string(kNothingWithheld)};
  return table;
}

}  // namespace

TableReport sip_workforce_report() {
  return {"sip-workforce",
          "Advisers by kind, their schools, coverage, and how many schools have one who has been a head",
          {},
          make};
}

}  // namespace termwise::tables
