#include "service.h"

#include <algorithm>
#include <array>
#include <utility>

#include "programme.h"
#include "visits/look.h"
#include "visits/visit_rule.h"

namespace termwise::norfolk {
namespace {

using namespace visits;
using reminders::word;

struct Pounds {
  static constexpr std::string_view name = "pounds";
  // "£2,650"; pence where there are some.
  static std::string words(const Decimal& number) {
    std::string text = shortest(number).to_string();
    if (const std::size_t point = text.find('.'); point != std::string::npos && point + 2 == text.size()) text += '0';
    for (std::size_t at = std::min(text.find('.'), text.size()); at > 3 && text[at - 4] != '-';) {
      at -= 3;
      text.insert(at, 1, ',');
    }
    return "£" + text;
  }
};

constexpr Number<Pounds> kMaintained{
    .name = "full_service_maintained",
    .minimum = "0",
    .maximum = "100000",
    .by_default = "2650",
    .meaning = "The price of the full service in a year for a school that the LA maintains."};
constexpr Number<Pounds> kOther{.name = "full_service_not_maintained",
                                .minimum = "0",
                                .maximum = "100000",
                                .by_default = "2820",
                                .meaning = "The price of the full service in a year for any other school."};

// What publishers call types of schools: DfE's codes, and the beginnings of the names in its list of schools.
constexpr std::array<std::string_view, 8> kMaintainedCodes{"CY", "VA", "VC", "FD", "CYS", "FDS", "LANS", "PRU"};
constexpr std::array<std::string_view, 8> kOtherCodes{"AC", "ACC", "ACCS", "ACS", "F", "FSS", "CTC", "IND"};
constexpr std::array<std::string_view, 4> kMaintainedNames{"Community", "Voluntary", "Foundation", "Pupil referral"};
constexpr std::array<std::string_view, 5> kOtherNames{"Academy", "Free school", "City technology", "Other independent",
                                                      "Non-maintained"};

template <std::size_t N>
bool is_one_of(std::string_view type, const std::array<std::string_view, N>& codes) {
  return std::find(codes.begin(), codes.end(), type) != codes.end();
}
template <std::size_t N>
bool begins_with(std::string_view type, const std::array<std::string_view, N>& names) {
  return std::any_of(names.begin(), names.end(), [&](std::string_view name) {
    return type.size() >= name.size() && std::equal(name.begin(), name.end(), type.begin(), [](char a, char b) {
             return (a | 0x20) == (b | 0x20);  // capitals do not count
           });
  });
}

Truth is_maintained(std::string_view type) {
  if (is_one_of(type, kMaintainedCodes) || begins_with(type, kMaintainedNames)) return Truth::yes;
  if (is_one_of(type, kOtherCodes) || begins_with(type, kOtherNames)) return Truth::no;
  return Truth::unknown;
}

// What the catalogue has beyond the full service, as the register of support packages calls it.
constexpr std::array<std::pair<std::string_view, std::string_view>, 3> kExtras{
    {{"brokering", "brokering other support"},
     {"validation of evidence", "validating evidence of self-evaluation"},
     {"intensive monitoring", "intensive monitoring and support"}}};

std::string_view extra_in_words(std::string_view type) {
  const auto found =
      std::find_if(kExtras.begin(), kExtras.end(), [&](const auto& extra) { return extra.first == type; });
  return found == kExtras.end() ? std::string_view() : found->second;
}

// " Ordered beyond it: ... " or that nothing is.
std::string extras_in_words(Look& look, bool& any) {
  std::vector<std::string> orders;
  for (const Item& row : look.school().items(kPackageRows)) {
    const std::string_view name = extra_in_words(word(row, "package_type"));
    if (row.year() != look.year() || name.empty()) continue;
    if (orders.size() < kMostNamed)
      look.school().compare(row.text("package_type"), word(row, "package_type"), look.origin());
    const Value cost = row.measure("SUPPORT_PACKAGE_COST");
    orders.push_back(std::string(name) + " (" +
                     (cost.number() != nullptr ? Pounds::words(*cost.number()) : "no price on record") + ")");
  }
  any = !orders.empty();
  return any ? "Ordered as well: " + listed(orders) + "." : "Nothing else of the catalogue is ordered.";
}

void judge(Look& look) {
  Case& school = look.school();
  const bool is_closed = (school.school().status() == "closed") == Truth::yes;
  bool any = false;
  school.fill("extras", extras_in_words(look, any));
  if (is_closed || (!any && !look.takes_part())) return school.leave_out();
  school.fill("visits_of", academic_year(look.year()));
  school.fill("maintained", Pounds::words(*look.facts().setting(kMaintained)));
  school.fill("other", Pounds::words(*look.facts().setting(kOther)));
  if (!look.takes_part()) return school.answer("EXTRAS_ONLY");
  const Text type = school.school().type();
  const Truth maintained = type.text() == nullptr ? Truth::unknown : is_maintained(*type.text());
  if (type.text() != nullptr && !type.text()->empty())
    school.compare(type, *type.text(), {"the school's type in the list of schools", {}, "local"});
  school.answer(maintained, "FULL_SERVICE_MAINTAINED", "FULL_SERVICE_NOT_MAINTAINED", "NOT_KNOWN");
}

}  // namespace

Rule service_order() {
  return {.id = "service-order",
          .job = std::string(kJob),
          .title = "What a school buys of the service, and at which price",
          .source = std::string(programme().source) + ", cost",
          .outcomes =
              {{"NOT_KNOWN",
                "Whether the LA maintains {school} is not on record, so that the price of its full service in "
                "{visits_of} is either {maintained} (maintained) or {other} (not maintained). {extras}"},
               {"FULL_SERVICE_NOT_MAINTAINED",
                "{school} is not maintained by the LA, and its full service in {visits_of} costs {other}. {extras}"},
               {"FULL_SERVICE_MAINTAINED",
                "{school} is maintained by the LA, and its full service in {visits_of} costs {maintained}. {extras}"},
               {"EXTRAS_ONLY",
                "{school} does not have the full service in {visits_of}, which costs {maintained} for schools that the "
                "LA maintains and {other} for others. {extras}"}},
          .items = {kVisitRows, kAssignmentRows, kAdviserRows, kPackageRows},
          .parameters = {kMaintained, kOther},
          .national_standards = true,
          .calendar = true,
          .prepare = each_school(programme(), judge)};
}

}  // namespace termwise::norfolk
