// Rules that look back: under a school's own URN alone, over links, and at the inspections of all the schools that it has
// been.
#include <string>

#include <termwise/plugin.hpp>

namespace {

using namespace termwise;

constexpr Measure<Percent> kReached{"KS2_L4_EM"};
constexpr Measure<Plain> kOverall{"OFSTED_OE"};
constexpr Number<PercentagePoints> kFall{.name = "fall", .by_default = "0", .meaning = "A fall."};
const Items kInspections{"inspection/1", {"started_on", "category", "OFSTED_OE"}, 10, History::linked};
constexpr Origin kBriefing{"A briefing, slide 24", "2005-09-01", "local"};

// The same question twice; `before` says whether it crosses links.
Rule fall(std::string id, Measure<Percent> before) {
  return {.id = std::move(id),
          .job = "concern-flag",
          .title = "A fall",
          .source = "nowhere",
          .outcomes = {{"FELL", "{school} fell from {KS2_L4_EM-1} to {KS2_L4_EM}, having been {whose}."},
                       {"NOT_EVALUABLE", "The year before of {school} is {KS2_L4_EM-1}."},
                       {"HELD", "{school} held {KS2_L4_EM-1}, having been {whose}."}},
          .reads = {before, kReached},
          .parameters = {kFall},
          .judge = [before](Case& school) {
            if (!school.on_record(kReached)) return school.leave_out();
            const auto then = school[before];
            school.fill("whose", then.crossed() == nullptr ? "itself" : then.crossed()->words());
            const Truth fell = school.is(school[kReached] - then < kFall);
            if (fell == Truth::unknown)
              school.answer("NOT_EVALUABLE", "NEW_SCHOOL");
            else
              school.answer(fell == Truth::yes ? "FELL" : "HELD");
          }};
}

// Kent's fourth criterion of 2008, over links: in a category at some time since September 2005.
void judge_category(Case& school) {
  const Day start(std::chrono::year(2005), std::chrono::September, std::chrono::day(1));
  Truth any = Truth::no;
  std::string seen;
  for (const Item& inspection : school.items(kInspections)) {
    const Date began = inspection.date("started_on");
    if ((began <= school.facts().reference_day()) != Truth::yes) continue;
    if (school.compare(began, Operator::greater_or_equal, start, kBriefing) != Truth::yes) continue;
    any = any || school.compare(inspection.text("category"), "SM", kBriefing);
    seen += std::string(seen.empty() ? "" : ", ") + std::string(inspection.key()) + " of URN " +
            std::to_string(inspection.urn()) + " (grade " + inspection[kOverall].words() + ")";
  }
  school.fill("seen", seen.empty() ? "none" : seen);
  school.answer(any, "IN_CATEGORY", "NO_CATEGORY", "NOT_KNOWN");
}

Plugin historian() {
  return {.id = "historian",
          .version = "1.0.0",
          .title = "A plugin for tests",
          .rules = {fall("own-fall", kReached.before(1)),
                    fall("linked-fall", kReached.before(1).linked()),
                    {.id = "category",
                     .job = "priority-list",
                     .title = "A category",
                     .source = "A briefing",
                     .outcomes = {{"IN_CATEGORY", "{school}: {seen}."},
                                  {"NOT_KNOWN", "{school}: {seen}."},
                                  {"NO_CATEGORY", "{school}: {seen}."}},
                     .items = {kInspections},
                     .judge = judge_category}}};
}

}  // namespace

TERMWISE_PLUGIN(historian)
