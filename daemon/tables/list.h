// Every report, one line each; reports.cpp has them in the order in which people see them.
#pragma once

#include "tables/desk.h"

namespace termwise::tables {

TableReport progression_report();
TableReport groups_report();
TableReport exceptions_report();
TableReport attainment_report();
TableReport key_stage_1_report();
TableReport early_years_report();
TableReport absence_report();
TableReport floor_changes_report();
TableReport national_indicators_report();
TableReport inspections_report();
TableReport key_issues_report();
TableReport value_for_money_report();
TableReport sip_workforce_report();
TableReport qa_summary_report();
TableReport qa_findings_report();
TableReport feedback_report();
TableReport services_report();
TableReport data_pack_report();

}  // namespace termwise::tables
