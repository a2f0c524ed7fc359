#include "wire/tables.h"

#include <algorithm>
#include <array>

namespace termwise::wire {
namespace {

constexpr std::array kItemTables{ItemTable{"inspection/1", "ofsted"},
                                 ItemTable{"inspection_issue/1", "inspection_issue"},
                                 ItemTable{"inspection_response/1", "inspection_response", 1},
                                 ItemTable{"target/1", "target", 3},
                                 ItemTable{"estimate/1", "estimate", 3},
                                 ItemTable{"indicator/1", "indicator"},
                                 ItemTable{"milestone/1", "milestone", 3},
                                 ItemTable{"assignment/1", "assignment", 1},
                                 ItemTable{"visit/1", "visit", 1},
                                 ItemTable{"visit_agenda/1", "visit_agenda", 1},
                                 ItemTable{"visit_document/1", "visit_document", 1},
                                 ItemTable{"visit_record/1", "visit_record", 1},
                                 ItemTable{"action/1", "action", 1},
                                 ItemTable{"feedback/1", "feedback", 1},
                                 ItemTable{"sef_grade/1", "sef_grade", 1},
                                 ItemTable{"flag/1", "flag", 1},
                                 ItemTable{"support_package/1", "support_package", 1},
                                 ItemTable{"support_plan/1", "support_plan", 1},
                                 ItemTable{"plan_review/1", "plan_review", 1},
                                 ItemTable{"warning_notice/1", "warning_notice", 1},
                                 ItemTable{"adviser/1", "adviser", 1, true},
                                 ItemTable{"shadowing/1", "shadowing", 1, true},
                                 ItemTable{"event_form/1", "event_form", 1, true}};

}  // namespace

std::span<const ItemTable> item_tables() { return kItemTables; }

const ItemTable* item_table(std::string_view table) {
  const auto found =
      std::find_if(kItemTables.begin(), kItemTables.end(), [&](const ItemTable& one) { return one.table == table; });
  return found == kItemTables.end() ? nullptr : &*found;
}

std::vector<std::string> table_names() {
  std::vector<std::string> names;
  for (const auto name : {kSchoolTable, kMeasureTable, kStandardTable, kLineageTable, kCalendarTable})
    names.emplace_back(name);
  for (const auto& one : kItemTables) names.emplace_back(one.table);
  return names;
}

bool takes_names(std::string_view table) { return table == kMeasureTable || item_table(table) != nullptr; }

const Need* need_of(const std::vector<Need>& needs, std::string_view table) {
  const auto found = std::find_if(needs.begin(), needs.end(), [&](const Need& need) { return need.table == table; });
  return found == needs.end() ? nullptr : &*found;
}

}  // namespace termwise::wire
