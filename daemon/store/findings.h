// Findings as rows, written by COPY and read back. For this folder only.
#pragma once

#include <optional>
#include <vector>

#include "store/bulk.h"
#include "store/runs.h"
#include "store/session.h"

namespace termwise::store {

inline constexpr std::int16_t kPredicateFields = 23;

// Writes what `put(rows, ordinal, item)` makes of each item, counted from 1, to one table.
template <typename Items, typename Put>
Result<void> copy_each(Bulk& bulk, const char* statement, std::int16_t fields, const Items& items, Put put) {
  constexpr std::size_t kLot = 256u << 10;
  CopyRows rows(statement, fields);
  std::int64_t ordinal = 0;
  for (const auto& item : items) {
    put(rows, ++ordinal, item);
    if (rows.size() >= kLot) TERMWISE_CHECK(bulk.send(rows));
  }
  TERMWISE_CHECK(bulk.send(rows));
  return bulk.end_copy();
}

Result<void> write_findings(Bulk& bulk, RunId run, const std::vector<NamedFinding>& findings);

// The comparisons of one finding or reminder, in their order.
void put_predicates(CopyRows& rows, RunId run, std::int64_t ordinal, const std::vector<school::Predicate>& predicates);
Result<school::Predicate> predicate_of(const pqxx::row& row);

// A row of find_findings or findings_of_run, still without its predicates and flips.
struct FindingRow {
  RunId run;
  std::int64_t ordinal = 0;
  NamedFinding named;
};
Result<FindingRow> finding_of(const pqxx::row& row);

// Reads the predicates and flips of all.
Result<void> complete(pqxx::transaction_base& transaction, std::vector<FindingRow>& findings);

}  // namespace termwise::store
