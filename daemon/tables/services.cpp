// What schools buy: the full service at its two prices, and what they have ordered beyond it.
#include "tables/services.h"

#include <algorithm>
#include <map>
#include <set>

#include "report/wording.h"
#include "tables/cells.h"
#include "tables/list.h"

namespace termwise::tables {
namespace {

using report::Table;

const std::string kRule = "service-order";
constexpr std::string_view kPound = "£";

const Sheet kPackages{
    "support_package", "orders of services", {"SUPPORT_PACKAGE_DAYS", "SUPPORT_PACKAGE_COST"}, {"package_type"}};
const Sheet kVisits{"visit", "visits", {}, {"visit"}};

std::optional<Decimal> argument(const store::StoredFinding& stored, std::string_view name) {
  const auto& arguments = stored.finding.arguments;
  const auto found =
      std::find_if(arguments.begin(), arguments.end(), [&](const auto& one) { return one.first == name; });
  return found == arguments.end() ? std::nullopt : pounds_of(found->second);
}

std::optional<Decimal> times(const std::optional<Decimal>& price, std::int64_t schools) {
  std::int64_t units = 0;
  if (!price || __builtin_mul_overflow(price->units(), schools, &units)) return std::nullopt;
  return Decimal(units, price->scale());
}

struct Orders {
  std::set<std::int64_t> schools;
  std::optional<Decimal> days = Decimal(0);
  std::optional<Decimal> cost = Decimal(0);
  std::int64_t without_price = 0;

  void take(const Row& row) {
    schools.insert(row.urn());
    const auto& cost_of = row.value("SUPPORT_PACKAGE_COST");
    const auto& days_of = row.value("SUPPORT_PACKAGE_DAYS");
    without_price += cost_of.number() == nullptr ? 1 : 0;
    if (cost && cost_of.number() != nullptr) cost = add(*cost, *cost_of.number());
    if (days && days_of.number() != nullptr) days = add(*days, *days_of.number());
  }
};

Result<Table> make(Desk& desk) {
  TERMWISE_TRY(const AcademicYear year, desk.year({&kPackages, &kVisits}));
  store::FindingFilter filter;
  filter.la = desk.request().la;
  filter.year = year;
  filter.rule = kRule;
  filter.known = desk.request().known;
  TERMWISE_TRY(const auto findings, store::find_findings(desk.reader(), filter));
  TERMWISE_TRY(const auto packages, desk.schools(kPackages, year));
  const auto full = full_service_lines(findings);
  if (full.empty() && packages.empty()) return desk.nothing(kPackages);
  TERMWISE_TRY(Table table, desk.table("Services that schools have ordered", year.label(),
                                       {{"Service", "", false},
                                        {"Ordered by", "schools"},
                                        {"Price", "pounds a school"},
                                        {"Days"},
                                        {"Amount", "pounds"}}));
  for (const auto& line : full)
    table.rows.push_back(
        {line.service, count_cell(line.schools), cell_of(line.price), report::NoFigure{}, cell_of(line.amount)});
  std::map<std::string, Orders> orders;
  std::int64_t without_price = 0;
  for (const Row& row : packages) orders[row.text("package_type")].take(row);
  for (const auto& [type, one] : orders) {
    without_price += one.without_price;
    table.rows.push_back({report::sentence_case(type), count_cell(static_cast<std::int64_t>(one.schools.size())),
                          report::NoFigure{}, cell_of(one.days), cell_of(one.cost)});
  }
  table.notes.emplace_back(
      full.empty()
          ? "Whether schools have the full service is not known: no rule of the Authority's has said so for this year."
          : "The full service has two prices, for schools that the Authority maintains and for others; they are "
            "parameters of the Authority's plugin.");
  if (without_price > 0)
    table.notes.emplace_back("Orders without a price on record are counted, and add nothing to the amount.");
  table.notes.emplace_back("Termwise writes no invoices.");
  table.notes.emplace_back(kNothingWithheld);
  return table;
}

}  // namespace

std::optional<Decimal> pounds_of(std::string_view words) {
  if (words.substr(0, kPound.size()) != kPound) return std::nullopt;
  std::string digits;
  for (const char c : words.substr(kPound.size()))
    if (c != ',') digits += c;
  return Decimal::parse(digits);
}

std::vector<ServiceLine> full_service_lines(const std::vector<store::StoredFinding>& findings) {
  ServiceLine maintained{"Full service, schools that the Authority maintains", 0, std::nullopt, std::nullopt};
  ServiceLine others{"Full service, other schools", 0, std::nullopt, std::nullopt};
  ServiceLine unknown{"Full service, schools whose price is not known", 0, std::nullopt, std::nullopt};
  for (const auto& stored : findings) {
    const std::string& outcome = stored.finding.outcome;
    if (outcome == "FULL_SERVICE_MAINTAINED") ++maintained.schools;
    if (outcome == "FULL_SERVICE_NOT_MAINTAINED") ++others.schools;
    if (outcome == "NOT_KNOWN") ++unknown.schools;
    if (!maintained.price) maintained.price = argument(stored, "maintained");
    if (!others.price) others.price = argument(stored, "other");
  }
  if (findings.empty()) return {};
  maintained.amount = times(maintained.price, maintained.schools);
  others.amount = times(others.price, others.schools);
  std::vector<ServiceLine> lines{std::move(maintained), std::move(others)};
  if (unknown.schools > 0) lines.push_back(std::move(unknown));
  return lines;
}

TableReport services_report() {
  return {"services",
          "Services that schools have ordered: the full service at its two prices, and what goes beyond it",
          {Option::school},
          make};
}

}  // namespace termwise::tables
