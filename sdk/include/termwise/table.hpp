// One table of facts as the ABI lays it out, with its columns found by name. facts.hpp gives it meaning.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>

#include <termwise/abi.h>
#include <termwise/text.hpp>
#include <termwise/value.hpp>

namespace termwise {

// A view of one table; borrows it.
class Table {
 public:
  explicit Table(const tw_table& table) : name_(view(table.name)), rows_(table.rows) {
    for (std::uint32_t i = 0; i < table.column_count; ++i) {
      const tw_column& column = element(table.columns, i);
      columns_.emplace(view(column.name), &column);
    }
  }

  // One for each school and year, or each threshold.
  std::uint64_t rows() const { return rows_; }

  // Throws a Failure where the table has no such column of that type.
  const tw_column& decimals(std::string_view name) const { return column(name, TW_DECIMAL); }
  // The same for texts.
  const tw_column& strings(std::string_view name) const { return column(name, TW_STRING); }

  // The numbers of a key column, which misses none.
  static const std::int64_t* keys(const tw_column& column) { return static_cast<const std::int64_t*>(column.values); }
  // What stands in a row: a number, or why there is none, with the place it came from.
  static Value value(const tw_column& column, std::uint64_t row, int year) {
    const Evidence evidence{view(column.name), year, token(column, row)};
    if (column.reason[row] != TW_PRESENT) return Value(Missing{column.reason[row]}, evidence);
    return Value(Decimal(keys(column)[row], static_cast<int>(column.scale)), evidence);
  }
  // The same for texts.
  static Text text(const tw_column& column, std::uint64_t row, int year) {
    const Evidence evidence{view(column.name), year, token(column, row)};
    if (column.reason[row] != TW_PRESENT) return Text(Missing{column.reason[row]}, evidence);
    return Text(plain(column, row), evidence);
  }
  // Empty where there is none.
  static std::string_view plain(const tw_column& column, std::uint64_t row) {
    const auto* offsets = static_cast<const std::uint32_t*>(column.values);
    if (offsets[row] == offsets[row + 1]) return {};
    return {column.bytes + offsets[row], offsets[row + 1] - offsets[row]};
  }

 private:
  const tw_column& column(std::string_view name, std::uint32_t type) const {
    const auto found = columns_.find(name);
    if (found == columns_.end() || found->second->type != type)
      throw Failure("The table " + std::string(name_) + " has no column " + std::string(name) +
                    " of the expected type: name it among what the rule reads.");
    return *found->second;
  }
  static std::uint32_t token(const tw_column& column, std::uint64_t row) {
    return column.evidence == nullptr ? 0 : column.evidence[row];
  }

  std::string_view name_;
  std::uint64_t rows_;
  std::unordered_map<std::string_view, const tw_column*> columns_;
};

}  // namespace termwise
