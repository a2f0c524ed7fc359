#include "reminders/reminders.h"

#include <array>
#include <cstddef>
#include <initializer_list>
#include <utility>

#include "reminders/actions.h"
#include "reminders/advisers.h"
#include "reminders/assignments.h"
#include "reminders/concerns.h"
#include "reminders/documents.h"
#include "reminders/feeds.h"
#include "reminders/governors.h"
#include "reminders/inspections.h"
#include "reminders/notices.h"
#include "reminders/records.h"
#include "reminders/targets.h"
#include "reminders/visits.h"

namespace termwise::reminders {
namespace {

constexpr Protocol kNorfolk{.adviser = "link adviser",
                            .record = "record of visit",
                            .sip = {"sip", "the link adviser"},
                            .sip_manager = {"sip-manager", "the manager of the link advisers"},
                            .trains_its_own = true};
constexpr Protocol kKent{.adviser = "SIP",
                         .record = "note of visit",
                         .sip = {"sip", "the SIP"},
                         .sip_manager = {"sip-manager", "the SIP manager"}};
constexpr Protocol kWestSussex{.adviser = "SIP",
                               .record = "record of visit",
                               .sip = {"sip", "the SIP"},
                               .sip_manager = {"sip-manager", "the SIP manager"}};
constexpr Protocol kModern{.adviser = "school's adviser",
                           .record = "record of visit",
                           .sip = {"sip", "the school's adviser"},
                           .sip_manager = {"sip-manager", "the manager of the advisers"}};

// By its number in the catalogue, from R01.
using Make = Rule (*)(const Protocol&);
constexpr std::array<Make, 30> kCatalogue{autumn_visit_not_booked,
                                          later_visit_not_booked,
                                          data_pack_incomplete,
                                          self_evaluation_due,
                                          evidence_not_supplied,
                                          governors_not_confirmed,
                                          record_overdue,
                                          record_does_not_conform,
                                          record_not_signed,
                                          record_not_shared,
                                          feedback_form_not_received,
                                          statutory_targets_not_set,
                                          target_without_rationale,
                                          head_teacher_not_reviewed,
                                          annual_report_not_issued,
                                          not_shadowed,
                                          without_mentor,
                                          without_manager,
                                          not_qualified,
                                          school_without_adviser,
                                          adviser_over_allocated,
                                          action_overdue,
                                          concern_without_plan,
                                          plan_review_due,
                                          notice_period_ends,
                                          report_not_acknowledged,
                                          self_evaluation_without_results,
                                          evaluation_not_returned,
                                          data_feed_late,
                                          flag_expires};

// From one number to another, both of them there.
using Range = std::pair<std::size_t, std::size_t>;

std::vector<Rule> rules(const Protocol& protocol, std::initializer_list<Range> ranges) {
  std::vector<Rule> all;
  for (const auto& [first, last] : ranges)
    for (std::size_t number = first; number <= last; ++number) all.push_back(kCatalogue[number - 1](protocol));
  return all;
}

}  // namespace

std::vector<Rule> norfolk() { return rules(kNorfolk, {{1, 15}, {19, 22}, {28, 29}}); }
std::vector<Rule> kent() { return rules(kKent, {{1, 10}, {12, 18}, {20, 28}, {30, 30}}); }
std::vector<Rule> west_sussex() { return rules(kWestSussex, {{18, 21}}); }
std::vector<Rule> modern() { return rules(kModern, {{1, 3}, {5, 5}, {7, 7}, {10, 10}, {22, 26}, {29, 30}}); }

}  // namespace termwise::reminders
