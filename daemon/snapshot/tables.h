// The tables beside those of schools and measures. For this folder only.
#pragma once

#include <chrono>
#include <map>
#include <vector>

#include "school/lineage.h"
#include "settings/settings.h"
#include "snapshot/snapshot.h"
#include "store/database.h"
#include "wire/image.h"
#include "wire/tables.h"

namespace termwise::snapshot {

void add_standards(wire::ImageBuilder& image, EvidenceLedger& ledger, const std::vector<settings::StandardRow>& rows);

// Of the academic years before, of and after `year`, day by day.
void add_calendar(wire::ImageBuilder& image, EvidenceLedger& ledger, const calendar::SchoolCalendar& calendar,
                  AcademicYear year);

// `lineages` by URN; `subjects` are sorted.
void add_lineages(wire::ImageBuilder& image, EvidenceLedger& ledger,
                  const std::map<std::int64_t, school::Lineage>& lineages, const std::vector<std::int64_t>& subjects);

// Error (exit 65): the need names what is neither a measure of the table's dataset nor an attribute.
Result<void> check_item_names(const wire::Need& need, const wire::ItemTable& table, const settings::Settings& settings);

// Which items are given.
struct ItemScope {
  LaCode la;
  std::vector<Urn> schools;
  int first_summer = 0;
  int last_summer = 0;
  BatchId highest;
};
// Of adviser/1 the snapshot notes who they are.
Result<void> add_items(store::Reader& reader, wire::ImageBuilder& image, Snapshot& snapshot, const wire::Need& need,
                       const wire::ItemTable& table, const ItemScope& scope, const settings::Settings& settings);

}  // namespace termwise::snapshot
