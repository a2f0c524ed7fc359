#include "review/visit.h"

#include "visits/agenda.h"
#include "visits/assurance.h"
#include "visits/visit_rule.h"

namespace termwise::kent {
namespace {

using namespace visits;

constexpr int kFirstReview = 2009;  // that of autumn 2008

// RAISEonline may be in the data pack and need not be.
const Programme kKent{
    .adviser = "SIP",
    .record = "note of visit",
    .records = "notes of visit",
    .source = "Kent primary briefing, autumn 2008, slides 4 and 9",
    .visits = {{.id = "visit-autumn",
                .name = "the autumn visit",
                .about = "for the Autumn Pupil Review",
                .type = "pupil review",
                .term = "autumn",
                .agendas = {{kFirstReview,
                             {impact_of_actions, self_evaluation, targets_of_this_year, targets_of_next_year,
                              level_of_support, further_items}}},
                .documents = {"summary sheet", "foundation stage data", "key stage 1 data", "key stage 2 data",
                              "pupil estimates", "school estimates", "indicative targets"},
                .before = {data_set, trained_in_data},
                .after = {record_meets_criteria},
                .outputs = {record_of_visit, targets_sanctioned}}}};

}  // namespace

Rule autumn_pupil_review() { return visit_rule(kKent, kKent.visits.front()); }

}  // namespace termwise::kent
