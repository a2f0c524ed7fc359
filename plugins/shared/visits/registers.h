// What plans of visits read of the LA's registers. A row belongs to the academic year that its register says.
#pragma once

#include <termwise/plugin.hpp>

namespace termwise::visits {

// Actions and inspections of so many years before are still spoken of.
inline constexpr int kYearsOfActions = 2;
inline constexpr int kYearsOfInspections = 5;

inline const Items kVisitRows{"visit/1",
                              {"visit_type", "visit_status", "adviser", "visited_on", "visit_activity", "visit_focus",
                               "head_attendance", "governor_attendance"},
                              1};
inline const Items kAgendaRows{"visit_agenda/1", {"visit", "agenda_heading", "proposed_by"}, 1};
inline const Items kDocumentRows{"visit_document/1", {"visit", "document", "received_on", "waived_on"}, 1};
// Nothing of what a head teacher's performance management said is in the register, and only its day is read here.
inline const Items kRecordRows{"visit_record/1",
                               {"visit",
                                "record_author",
                                "submitted_on",
                                "conformity",
                                "qa_signed_on",
                                "shared_with_head_on",
                                "shared_with_chair_on",
                                "shared_with_la_on",
                                "actions_reviewed",
                                "progress_reviewed",
                                "targets_agreed",
                                "impact_evaluated",
                                "support_and_challenge",
                                "support_level",
                                "differences_of_view",
                                "funding_effective",
                                "capacity_aspect",
                                "governors_self_review",
                                "htpm_monitored_on",
                                "sef_tool",
                                "sef_quality",
                                "VISIT_RECORD_WORDS"},
                               1};
inline const Items kFormRows{"feedback/1", {"visit", "feedback_from", "received_on", "waived_on"}, 1};
inline const Items kGradeRows{
    "sef_grade/1", {"visit", "sef_aspect", "sef_agreed", "SEF_GRADE_SCHOOL", "SEF_GRADE_ADVISER"}, 1};
inline const Items kActionRows{
    "action/1", {"visit", "action_owner", "due_on", "outcome", "outcome_on"}, kYearsOfActions};
inline const Items kPackageRows{
    "support_package/1",
    {"package_type", "proposed_by", "support_from", "support_to", "impact", "requested_on", "governors_consulted_on",
     "request_answer", "request_answered_on", "SUPPORT_PACKAGE_COST"},
    1};
inline const Items kAssignmentRows{"assignment/1", {"adviser", "assignment_status", "assigned_from", "assigned_to"}, 1};
inline const Items kAdviserRows{
    "adviser/1", {"adviser_name", "accreditation", "data_trained_on", "htpm_trained_on"}, 1};
inline const Items kTargetRows{"target/1", {"target", "pupil_group", "TARGET_PERCENT", "TARGET_PUPILS"}, 1};
inline const Items kMilestoneRows{"milestone/1", {"annual_report_on", "annual_report_qa_on", "sef_section_3_on"}, 1};
inline const Items kInspectionRows{"inspection/1", {"started_on"}, kYearsOfInspections};
inline const Items kIssueRows{"inspection_issue/1", {"inspection", "key_issue"}, kYearsOfInspections};

}  // namespace termwise::visits
