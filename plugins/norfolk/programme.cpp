#include "programme.h"

#include "visits/agenda.h"
#include "visits/assurance.h"

namespace termwise::norfolk {
namespace {

using namespace visits;

constexpr int kSipVisit = 2011;   // Norfolk's information sheet 189/10 is about the autumn of 2010
constexpr int kProgramme = 2012;  // the programme of 2011/12

// By (term, number): visit 4 is held in the autumn, like visit 1, and after it.
const Programme kNorfolk{
    .adviser = "link adviser",
    .record = "record of visit",
    .records = "records of visit",
    .source = "Norfolk, School Improvement Partnership Programme (Primary), 2011/12",
    .trains_its_own = true,
    .visits = {
        {.id = "visit-1",
         .name = "visit 1",
         .about = "on data and targets",
         .type = "data and targets",
         .term = "autumn",
         .agendas = {{kSipVisit,
                      {latest_results, targets_of_next_year, review_with_governors, succession, inspection_framework,
                       aspect_of_capacity, further_items}},
                     {kProgramme,
                      {latest_results, targets_of_next_year, targets_of_groups, questions_about_groups,
                       impact_of_actions, further_items}}},
         .documents = {"proposed targets"},
         .before = {data_set, trained_in_data},
         .after = {record_meets_criteria},
         .outputs = {record_of_visit, targets_sanctioned}},
        {.id = "visit-4",
         .name = "visit 4",
         .about = "on the head teacher's performance management",
         .type = "performance management",
         .term = "autumn",
         .agendas = {{kProgramme, {review_with_governors}}},
         .before = {trained_in_performance_management},
         .outputs = {feedback_form},
         .follows = Follows{"data and targets", false},
         .leaves_a_record = false},
        {.id = "visit-2",
         .name = "visit 2",
         .about = "on self-evaluation",
         .type = "self-evaluation",
         .term = "spring",
         .agendas = {{kProgramme,
                      {self_evaluation, grades, issues_of_inspection, use_of_support, governors_self_review,
                       monitoring_by_governors, further_items}}},
         .documents = {"SEF"},
         .after = {self_evaluation_tool, monitoring_verified, record_meets_criteria},
         .outputs = {record_of_visit, agreed_grades},
         .follows = Follows{"data and targets"}},
        {.id = "visit-3",
         .name = "visit 3",
         .about = "on school improvement",
         .type = "improvement",
         .term = "summer",
         .agendas = {{kProgramme,
                      {monitoring_activities, impact_of_support, impact_of_actions, annual_report, further_items}}},
         .after = {record_meets_criteria, annual_report_meets_criteria},
         .outputs = {record_of_visit, report_to_governors},
         .follows = Follows{"self-evaluation"}}}};

}  // namespace

const Programme& programme() { return kNorfolk; }

}  // namespace termwise::norfolk
