#include <algorithm>

#include <fmt/format.h>

#include "base/text.h"
#include "snapshot/snapshot.h"
#include "store/records.h"

namespace termwise::snapshot {

std::vector<std::uint32_t> EvidenceLedger::issue(std::string name, const std::vector<Row>& rows) {
  std::vector<std::uint32_t> tokens(rows.size(), 0);
  for (std::size_t row = 0; row < rows.size(); ++row)
    if (rows[row].batch.value != 0) tokens[row] = next_ + static_cast<std::uint32_t>(row);
  columns_.push_back({next_, std::move(name), rows});
  next_ += static_cast<std::uint32_t>(rows.size());
  return tokens;
}

std::optional<Cell> EvidenceLedger::find(std::uint32_t token) const {
  if (token == 0 || token >= next_) return std::nullopt;
  // The last column that starts at or before the token.
  auto column = std::upper_bound(columns_.begin(), columns_.end(), token,
                                 [](std::uint32_t value, const Column& entry) { return value < entry.first; });
  do {
    --column;
  } while (column->rows.empty());
  const Row& row = column->rows[token - column->first];
  if (row.batch.value == 0) return std::nullopt;
  return Cell{row.batch, row.line, row.subject, column->name};
}

bool ProvenanceResolver::may_show(const Cell& cell, std::int64_t subject) const {
  // What is about no school, such as a reminder of an adviser, may rest on any of them.
  if (cell.subject == subject || cell.subject == 0 || subject == 0) return true;
  const auto ancestors = facts_.ancestors.find(subject);
  return ancestors != facts_.ancestors.end() && ancestors->second.count(cell.subject) != 0;
}

Result<Resolved> ProvenanceResolver::resolve(std::uint32_t token, std::int64_t subject, std::string_view name) {
  if (token == 0) return Resolved{};
  const auto cell = facts_.ledger.find(token);
  if (!cell || !may_show(*cell, subject) || cell->name != name)
    return Error{ExitCode::internal, fmt::format("It gave {} as evidence for {} of URN {}, and no such cell was handed "
                                                 "to it under that number.",
                                                 token, quote(name), subject)};
  auto known = batches_.find(cell->batch.value);
  if (known == batches_.end()) {
    TERMWISE_TRY(auto columns, store::batch_columns(reader_, cell->batch));
    known = batches_.emplace(cell->batch.value, std::pair(columns.file, std::move(columns.columns))).first;
  }
  const auto& [file, columns] = known->second;
  Resolved resolved;
  if (cell->subject != subject && cell->subject != 0) resolved.of = Urn{cell->subject};
  // A batch whose layout did not have the column has nothing to point at.
  if (const auto column = columns.find(std::string(cell->name)); column != columns.end())
    resolved.where = school::Provenance{file, cell->line, column->second.first, column->second.second};
  return resolved;
}

}  // namespace termwise::snapshot
